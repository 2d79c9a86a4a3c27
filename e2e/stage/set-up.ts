import type { TestProject } from 'vitest/node'
import { startBrowser } from './browser'
import { runProduct, type ProductFacts } from './running-product'

declare module 'vitest' {
  interface ProvidedContext {
    product: ProductFacts
    browser: string
  }
}

/** Starts one product and one browser for all stories; returns how to stop them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [product, browser] = await Promise.all([runProduct(), startBrowser()])
  project.provide('product', product.facts)
  project.provide('browser', browser.wsEndpoint())
  return async () => {
    await browser.close()
    await product.stop()
  }
}
