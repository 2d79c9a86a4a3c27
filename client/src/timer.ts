import type { Environment } from './environment'

/** At most one thing to do later. */
export interface Timer {
  /** Does it after `ms`, instead of what was to be done before. */
  readonly arm: (ms: number, fire: () => void) => void
  readonly cancel: () => void
  readonly armed: () => boolean
}

/** A timer at rest. */
export function createTimer(environment: Environment): Timer {
  let drop: (() => void) | null = null
  const cancel = () => {
    drop?.()
    drop = null
  }
  return {
    arm(ms, fire) {
      cancel()
      drop = environment.setTimer(ms, () => {
        drop = null
        fire()
      })
    },
    cancel,
    armed: () => drop !== null,
  }
}
