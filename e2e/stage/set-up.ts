import type { TestProject } from 'vitest/node'
import { startBrowser } from './browser'
import { openCasting, type Casting } from './casting'
import { runProduct, type ProductFacts } from './running-product'

declare module 'vitest' {
  interface ProvidedContext {
    product: ProductFacts
    browser: string
    casting: Casting
  }
}

let stops: readonly (() => Promise<void>)[] = []

/** Starts one product and one browser for all stories. */
export async function setup(project: TestProject): Promise<void> {
  const [product, browser] = await Promise.all([runProduct(), startBrowser()])
  stops = [() => browser.close(), () => product.stop()]
  project.provide('product', product.facts)
  project.provide('browser', browser.wsEndpoint())
  project.provide('casting', await openCasting(product.facts))
}

/** Stops both. */
export async function teardown(): Promise<void> {
  for (const stop of stops) await stop()
}
