import type { TestProject } from 'vitest/node'
import { startBrowser } from './browser'
import { runProduct, type ProductFacts } from './running-product'

declare module 'vitest' {
  interface ProvidedContext {
    product: ProductFacts
    browser: string
  }
}

let stops: readonly (() => Promise<void>)[] = []

/** Starts one product and one browser for all stories. */
export async function setup(project: TestProject): Promise<void> {
  const [product, browser] = await Promise.all([runProduct(), startBrowser()])
  stops = [() => browser.close(), () => product.stop()]
  project.provide('product', product.facts)
  project.provide('browser', browser.wsEndpoint())
}

/** Stops both. */
export async function teardown(): Promise<void> {
  for (const stop of stops) await stop()
}
