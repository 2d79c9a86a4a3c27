import { isUnavailable } from '../platform/database/doors'
import type { Services } from '../platform/operations'

/** Does something again and again, `everyMs` after it was done; returns how to stop, which waits for what is under way. */
export function startRound(
  { clock, onError }: Pick<Services, 'clock' | 'onError'>,
  name: string,
  everyMs: number,
  work: () => Promise<unknown>,
): () => Promise<void> {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let cancel: () => void = () => undefined

  async function once(): Promise<void> {
    try {
      await work()
    } catch (error) {
      // A database that is away is not news: the next round comes.
      if (!isUnavailable(error)) onError(error, name)
    }
    if (!stopped) schedule()
  }

  function schedule(): void {
    cancel = clock.setTimer(everyMs, () => {
      running = once()
    })
  }

  schedule()
  return async () => {
    stopped = true
    cancel()
    await running
  }
}
