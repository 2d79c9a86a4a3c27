/** Compares what was said with what the log holds; pure, so that it can be proven to notice. */
import type { AuthorLedger } from './ledger'

/** A message as it was read back. */
export interface LoggedMessage {
  readonly seq: number
  readonly text: string
  /** When the server took it, epoch milliseconds; only SQL is asked. */
  readonly storedAt?: number
}

/** What one conversation's people said, and what each reading of its log gave. */
export interface Evidence {
  readonly conversationId: string
  readonly authors: readonly AuthorLedger[]
  /** By name: `sql`, `visitor` (fresh client), `agent`, `live visitor` ... ; all must be the same. */
  readonly readings: ReadonlyMap<string, readonly LoggedMessage[]>
}

/** How often each law was broken; all zero is the only good verdict. */
export interface Verdict {
  /** Acknowledged and not in the log. */
  lost: number
  /** In the log more than once. */
  duplicated: number
  /** After a later message of the same author. */
  reordered: number
  /** In the log at another place than was acknowledged. */
  misplaced: number
  /** In the log, said by nobody. */
  unknown: number
  /** Readings that differ from the first one. */
  differing: number
  details: string[]
}

/** Judges every conversation by every reading. */
export function judge(evidence: readonly Evidence[]): Verdict {
  const verdict: Verdict = {
    lost: 0,
    duplicated: 0,
    reordered: 0,
    misplaced: 0,
    unknown: 0,
    differing: 0,
    details: [],
  }
  for (const each of evidence) judgeOne(each, verdict)
  return verdict
}

/** Whether nothing at all is wrong. */
export function isClean(verdict: Verdict): boolean {
  const { details, ...counts } = verdict
  return details.length === 0 && Object.values(counts).every((count) => count === 0)
}

function judgeOne({ conversationId, authors, readings }: Evidence, verdict: Verdict): void {
  const note = (law: Exclude<keyof Verdict, 'details'>, detail: string) => {
    verdict[law] += 1
    verdict.details.push(`${law} in ${conversationId}: ${detail}`)
  }
  const [first] = readings.values()
  for (const [name, reading] of readings) {
    if (first && !isSame(first, reading))
      note('differing', `the reading "${name}" has ${firstDifference(first, reading)}`)
  }
  // Each law is counted once: by the first reading, from which the others must not differ.
  if (!first) return note('lost', 'it was not read at all')
  const places = new Map<string, number[]>()
  for (const { seq, text } of first) places.set(text, [...(places.get(text) ?? []), seq])
  for (const { messages } of authors) {
    let lastSeq = 0
    for (const { text, seq } of messages) {
      const found = places.get(text) ?? []
      places.delete(text)
      const [place] = found
      if (place === undefined) {
        if (seq !== null) note('lost', `${text} was acknowledged at ${seq}`)
        continue
      }
      if (found.length > 1) note('duplicated', `${text} stands at ${found.join(', ')}`)
      if (place < lastSeq) note('reordered', `${text} stands at ${place}, what was said before at ${lastSeq}`)
      if (seq !== null && !found.includes(seq))
        note('misplaced', `${text} was acknowledged at ${seq} and is at ${place}`)
      lastSeq = Math.max(lastSeq, place)
    }
  }
  for (const [text, found] of places) note('unknown', `${text} at ${found.join(', ')}`)
}

function isSame(a: readonly LoggedMessage[], b: readonly LoggedMessage[]): boolean {
  return a.length === b.length && a.every(({ seq, text }, i) => b[i]?.seq === seq && b[i]?.text === text)
}

function firstDifference(a: readonly LoggedMessage[], b: readonly LoggedMessage[]): string {
  const at = a.findIndex(({ seq, text }, i) => b[i]?.seq !== seq || b[i]?.text !== text)
  const shown = at < 0 ? a.length : at
  return `${JSON.stringify(b[shown] ?? 'nothing')} where the first has ${JSON.stringify(a[shown] ?? 'nothing')}`
}
