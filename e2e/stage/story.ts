import { inject, test } from 'vitest'
import { startBrowser } from './browser'
import type { ProductFacts } from './running-product'
import { Stage } from './stage'

interface StoryOptions {
  /** Another one than that which all stories share. */
  readonly product?: () => ProductFacts
  /** Told with the demo's own merchants, which no other story may use at the same time. */
  readonly isDemo?: boolean
  /** What the story needs that the shell of a browser does not have: installing, notices, a push service. */
  readonly browser?: 'whole'
}

/**
 * One story on a stage of its own. It fails on a step that does not come about, and also on any page error, console
 * error, content refused by a policy, missing file or answer of 500 and more that happened meanwhile on any screen.
 */
export function story(
  title: string,
  play: (stage: Stage) => Promise<void>,
  { product, isDemo = product !== undefined, browser }: StoryOptions = {},
): void {
  test(title, async () => {
    const own = browser && (await startBrowser(browser))
    const stage = await Stage.open({
      browser: own?.wsEndpoint() ?? inject('browser'),
      product: product?.() ?? inject('product'),
      casting: isDemo ? null : inject('casting'),
    })
    try {
      await play(stage)
      const faults = stage.faults()
      if (faults.length > 0) throw new Error(faults.join('\n'))
    } catch (error) {
      const folder = await stage.keepEvidence()
      const faults = stage.faults().map((fault) => `\n  besides: ${fault}`)
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(`${message}${faults.join('')}\n  what everybody saw last is in ${folder}`, { cause: error })
    } finally {
      await stage.close()
      await own?.close()
    }
  })
}
