import type { Store } from '@keqiao/client'

/** Any number of calls in one turn become one call at its end. */
export function inOneGo(run: () => void): () => void {
  let scheduled = false
  return () => {
    if (scheduled) return
    scheduled = true
    queueMicrotask(() => {
      scheduled = false
      run()
    })
  }
}

/** Subscribes to the stores it is given, and to no others any more. */
export function watcher(changed: () => void): (...stores: (Store<unknown> | null | undefined)[]) => void {
  let watched: unknown[] = []
  let ends: (() => void)[] = []
  return (...stores) => {
    if (stores.every((store, index) => store === watched[index])) return
    for (const end of ends) end()
    watched = stores
    ends = stores.flatMap((store) => store?.subscribe(changed) ?? [])
  }
}

/** Whether a state has lasted for a while; `changed` is called when it has. */
export function lasting(ms: number, changed: () => void): (holds: boolean) => boolean {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lasted = false
  return (holds) => {
    if (!holds) {
      clearTimeout(timer)
      timer = undefined
      lasted = false
    }
    if (holds) {
      timer ??= setTimeout(() => {
        lasted = true
        changed()
      }, ms)
    }
    return lasted
  }
}
