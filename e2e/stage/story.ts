import { inject, test } from 'vitest'
import type { ProductFacts } from './running-product'
import { Stage } from './stage'

/**
 * One story on a stage of its own. It fails on a step that does not come about, and also on any page error, console
 * error, content refused by a policy, missing file or answer of 500 and more that happened meanwhile on any screen.
 *
 * @param product another one than that which all stories share
 */
export function story(title: string, play: (stage: Stage) => Promise<void>, product?: () => ProductFacts): void {
  test(title, async () => {
    const stage = await Stage.open(inject('browser'), product?.() ?? inject('product'))
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
    }
  })
}
