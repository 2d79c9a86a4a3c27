/** A list whose things have ids. */
type Listed = Readonly<Record<string, readonly { readonly id: string }[]>>

/** What differs between two states of the same lists: things that are new or not as they were, and ids that are gone. */
export type BoardChange<Board extends Listed> = {
  readonly [Name in keyof Board]?: {
    readonly set: readonly Board[Name][number][]
    readonly gone: readonly string[]
  }
}

/** What leads from one state to the next; null where they are the same. Order is not told: who draws it sorts. */
export function boardChange<Board extends Listed>(before: Board, after: Board): BoardChange<Board> | null {
  const changes: { [Name in keyof Board]?: { set: Board[Name][number][]; gone: string[] } } = {}
  for (const name of Object.keys(after) as (keyof Board)[]) {
    const known = new Map((before[name] ?? []).map((one) => [one.id, JSON.stringify(one)]))
    const set = (after[name] ?? []).filter((one) => known.get(one.id) !== JSON.stringify(one))
    for (const { id } of after[name] ?? []) known.delete(id)
    if (set.length > 0 || known.size > 0) changes[name] = { set, gone: [...known.keys()] }
  }
  return Object.keys(changes).length > 0 ? changes : null
}

/** The state after a change; a thing that did not change stays the same object. */
export function withBoardChange<Board extends Listed>(before: Board, change: BoardChange<Board>): Board {
  const after: Record<string, readonly { readonly id: string }[]> = { ...before }
  for (const [name, part] of Object.entries(change)) {
    if (!part) continue
    const fresh = new Map<string, { readonly id: string }>(
      part.set.map((one: { readonly id: string }) => [one.id, one]),
    )
    const gone = new Set<string>(part.gone)
    const kept = (after[name] ?? []).filter(({ id }) => !gone.has(id) && !fresh.has(id))
    after[name] = [...kept, ...fresh.values()]
  }
  return after as Board
}
