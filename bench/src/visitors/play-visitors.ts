/**
 * Keeps a few visitors in the demo shop at once: each plays a script, and when he is gone the next one comes.
 *
 * Bounds: never more than `visitorCount` at once, never longer than `minutes` (of the wall's clock, whatever the speed).
 * When it is over, or the caller's signal says so, everybody stops where he is and ends his conversation, so that nobody
 * is left waiting in a line for somebody who does not exist.
 */
import { pause, pick, Stopped, type Pace } from './pace'
import { Person } from './person'
import { playScript } from './play-script'
import type { Script } from './script'
import { shuffled, type Random } from '../torture/random'
import type { Shop } from './shop'

/** What shall be played. */
export interface PlayOptions {
  readonly shop: Shop
  readonly scripts: readonly [Script, ...Script[]]
  readonly visitorCount: number
  readonly minutes: number
  readonly speed: number
  readonly random: Random
  readonly signal: AbortSignal
  /** Hears what everybody does. */
  readonly told: (visitor: string, what: string) => void
}

/** What was played. */
export interface PlayResult {
  readonly visitCount: number
  /** Visits that ended with an error, which `told` has heard. */
  readonly failedCount: number
}

/** Plays until the time is over or the signal says so. Never rejects for what befalls one visitor. */
export async function playVisitors(options: PlayOptions): Promise<PlayResult> {
  const { visitorCount, minutes, speed, random } = options
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(minutes * 60_000)])
  const pace: Pace = { speed, random, signal }
  const draw = drawScripts(options.scripts, random)
  const result = { visitCount: 0, failedCount: 0 }
  const places = Array.from({ length: visitorCount }, async (_, place) => {
    // Nobody comes at the same moment as everybody else.
    await pause(pace, place * 3, place * 3 + 5).catch(ignoreStop)
    while (!signal.aborted) {
      result.visitCount += 1
      if (!(await playVisit(options, pace, draw(), `访客${String.fromCharCode(65 + (place % 26))}`))) {
        result.failedCount += 1
      }
      await pause(pace, 5, 20).catch(ignoreStop)
    }
  })
  await Promise.all(places)
  return result
}

/** One visitor of one script. False: something went wrong. */
async function playVisit({ shop, told }: PlayOptions, pace: Pace, script: Script, name: string): Promise<boolean> {
  const person = new Person(shop, pace, (what) => told(name, what))
  try {
    await playScript(script, person, pace)
    told(name, '走了')
    return true
  } catch (error) {
    if (error instanceof Stopped) return true
    told(name, `出错了：${error instanceof Error ? error.message : String(error)}`)
    return false
  } finally {
    await person.ends().catch(() => person.leaves())
  }
}

function ignoreStop(error: unknown): void {
  if (!(error instanceof Stopped)) throw error
}

/** Every script once before any comes again. */
function drawScripts(scripts: readonly [Script, ...Script[]], random: Random): () => Script {
  let left: Script[] = []
  return () => {
    if (left.length === 0) left = shuffled(scripts, random)
    return left.pop() ?? pick(random, scripts)
  }
}
