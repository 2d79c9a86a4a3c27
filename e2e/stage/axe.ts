import axe from 'axe-core'
import type { Frame } from 'playwright-core'

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
  }[]
}

/** What is looked at: all that can be grave, or only what another theme of the same screen can change. */
type Concern = 'everything' | 'colours'

/**
 * What is never graver than moderate is not even computed: `region` alone, which nobody reads, is half of the work. The public
 * list of rules does not say how grave each is.
 */
const optionsOf = {
  everything: `{ rules: Object.fromEntries(axe._audit.rules
    .filter(({ impact }) => impact === 'minor' || impact === 'moderate').map(({ id }) => [id, { enabled: false }])) }`,
  colours: `{ runOnly: ['color-contrast'] }`,
} satisfies Record<Concern, string>

/** Serious and critical findings of axe-core in one document; frames are looked at by themselves. */
export async function findings(frame: Frame, concern: Concern = 'everything'): Promise<string[]> {
  // What is still fading in has colours of its own; what moves for ever never ends.
  await frame.evaluate(`Promise.allSettled(
    document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished))`)
  // Over the debugger's connection, which no Content-Security-Policy stops; it stays until the document goes.
  if (!(await frame.evaluate(`'axe' in window`))) await frame.evaluate(axe.source)
  const results = await frame.evaluate<AxeResults>(
    `axe.run(document, { iframes: false, preload: false, resultTypes: ['violations'], ...${optionsOf[concern]} })`,
  )
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
}
