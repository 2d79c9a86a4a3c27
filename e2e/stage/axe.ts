import axe from 'axe-core'
import type { Frame } from 'playwright-core'

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
  }[]
}

/** Serious and critical findings of axe-core in one document; frames are looked at by themselves. */
export async function findings(frame: Frame): Promise<string[]> {
  // What is still fading in has colours of its own; what moves for ever never ends.
  await frame.evaluate(`Promise.allSettled(
    document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished))`)
  // Over the debugger's connection, which no Content-Security-Policy stops.
  await frame.evaluate(axe.source)
  const results = await frame.evaluate<AxeResults>(
    `axe.run(document, { iframes: false, preload: false, resultTypes: ['violations'] })`,
  )
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
}
