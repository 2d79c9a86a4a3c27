import { isErrorCode } from '@keqiao/contract'
import type { RunningProduct } from '../running-product'
import { canary } from './cast'

/** What went wrong, with what led to it. */
export interface Findings {
  readonly list: readonly string[]
  /** Outcomes by code or status, to see that more than one door was tried. */
  readonly outcomes: ReadonlyMap<string, number>
  found(what: string): void
  /** Looks at an answer, or a frame, that somebody of the first merchant got. */
  look(asked: string, status: number | null, text: string): void
  /** Faults that only the log or the process knows of. */
  lookAtProcess(): void
  stop(): void
}

/** Starts to watch; stop it, or the process keeps being watched. */
export function watchFor(house: RunningProduct): Findings {
  const list: string[] = []
  const outcomes = new Map<string, number>()
  const found = (what: string) => void (list.length < 20 && list.push(what.slice(0, 700)))
  const rejected = (reason: unknown) => found(`unhandled rejection: ${String(reason)}`)
  const thrown = (error: Error) => found(`uncaught exception: ${error.stack ?? error.message}`)
  process.on('unhandledRejection', rejected)
  process.on('uncaughtExceptionMonitor', thrown)
  return {
    list,
    outcomes,
    found,
    look(asked, status, text) {
      if (text.includes(canary)) found(`foreign data: ${asked} -> ${around(text, canary)}`)
      const code = /"error":\{"code":"(\w+)"/.exec(text)?.[1]
      const outcome = code ?? String(status ?? 'frame')
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (status !== null && status >= 500) found(`${status}: ${asked} -> ${text.slice(0, 200)}`)
      if (code === 'internal') found(`internal: ${asked} -> ${text.slice(0, 200)}`)
      if (code !== undefined && !isErrorCode(code)) found(`a code of no registry (${code}): ${asked}`)
      if (status !== null && status >= 400 && code === undefined && asked.includes(' /api/'))
        found(`${status} without a code: ${asked} -> ${text.slice(0, 200)}`)
    },
    lookAtProcess() {
      for (const line of house
        .logged()
        .split('\n')
        .filter((one) => /"level":"(error|fatal)"/.test(one))
        .slice(0, 5))
        found(`logged as a fault: ${line}`)
    },
    stop() {
      process.off('unhandledRejection', rejected)
      process.off('uncaughtExceptionMonitor', thrown)
    },
  }
}

const around = (text: string, word: string): string =>
  text.slice(Math.max(0, text.indexOf(word) - 80), text.indexOf(word) + 80)
