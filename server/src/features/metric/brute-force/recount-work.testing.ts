import { DateTime } from 'luxon'
import type { History } from './make-history.testing'
import type { MadeEvent } from './world.testing'
import { dayOf, zoneAt, type Asked, type Recount } from './calendar.testing'

interface Span {
  readonly from: number
  readonly to: number
  readonly status: 'online' | 'busy' | 'away'
}

/** In which status, and when, a member was connected. */
function spansOf(log: readonly MadeEvent[], now: number): Span[] {
  const spans: Span[] = []
  const points: Pick<MadeEvent, 'at' | 'type' | 'payload'>[] = [...log, { at: now, type: 'end', payload: {} }]
  for (const [index, point] of points.entries()) {
    const next = points[index + 1]
    if (!next) break
    const past = points.slice(0, index + 1)
    const link = past.findLast(({ type }) => type === 'presence.connected' || type === 'presence.disconnected')
    if (link?.type !== 'presence.connected') continue
    const status = past.findLast(({ type }) => type === 'presence.changed')?.payload.to ?? 'away'
    // A loss that was noticed later ended with the last sign, but not before what is known of after it.
    const until =
      next.type === 'presence.disconnected'
        ? Math.max(point.at, Math.min(next.at, Number(next.payload.since)))
        : next.at
    if (until > point.at) spans.push({ from: point.at, to: until, status: status as Span['status'] })
  }
  return spans
}

/** The parts of a span that lie in one day of the merchant's calendar each. */
function daysOf(events: readonly MadeEvent[], span: Span): { day: string; ms: number; goesOn: boolean }[] {
  const changes = events
    .filter(({ type }) => type === 'settings.changed')
    .flatMap(({ at }) => {
      const holdsFrom = Math.ceil((at + 60_000) / 900_000) * 900_000
      return holdsFrom > span.from && holdsFrom < span.to ? [holdsFrom] : []
    })
  const edges = [span.from, ...changes.toSorted((a, b) => a - b), span.to]
  const parts: { day: string; from: number; to: number }[] = []
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1]
    if (to === undefined) break
    for (let at = from; at < to;) {
      const midnight = DateTime.fromMillis(at, { zone: zoneAt(events, at) })
        .plus({ days: 1 })
        .startOf('day')
        .toMillis()
      const end = Math.min(to, midnight)
      parts.push({ day: dayOf(events, at), from: at, to: end })
      at = end
    }
  }
  return parts.map(({ day, from, to }) => ({ day, ms: to - from, goesOn: dayOf(events, to) !== day }))
}

/** 在线时间分析 as it has to be. */
export function recountWork(history: History, asked: Asked): Recount {
  const { events, now } = history
  const rows = new Map<string, Record<string, number | null>>()
  const names = new Map<string, string>()
  const ids = [...new Set(events.filter(({ stream }) => stream === 'member').map(({ streamId }) => streamId))]
  for (const streamId of ids) {
    const memberId = `01${streamId.slice(2)}`
    if (asked.memberIds && !asked.memberIds.includes(memberId)) continue
    const log = events.filter((event) => event.streamId === streamId)
    const parts = spansOf(log, now).flatMap((span) =>
      daysOf(events, span).map((part) => ({ ...part, status: span.status })),
    )
    const came = log.filter(({ type }) => type === 'member.signedIn' || type === 'presence.connected')
    const left = log.flatMap((event) => leftAt(log, event))
    const changed = log.filter(({ type }) => type === 'presence.changed')
    const last = log.findLast(({ type }) => type === 'presence.connected' || type === 'presence.disconnected')
    const isThere = last?.type === 'presence.connected'
    const days = new Set([
      ...parts.map(({ day }) => day),
      ...[...came, ...changed].map(({ at }) => dayOf(events, at)),
      ...left.map((at) => dayOf(events, at)),
    ])
    for (const day of days) {
      if (day < asked.from || day > asked.to) continue
      const own = parts.filter((part) => part.day === day)
      const of = (status: string) => own.filter((part) => part.status === status).reduce((ms, part) => ms + part.ms, 0)
      const [online, busy, away] = [of('online'), of('busy'), of('away')]
      const work = online + busy + away
      const firsts = came.map(({ at }) => at).filter((at) => dayOf(events, at) === day)
      const lasts = left.filter((at) => dayOf(events, at) === day)
      const stayed =
        own.some(({ goesOn }) => goesOn) || (isThere && dayOf(events, now - 1) === day && now > (last?.at ?? now))
      const key = `${day}|${memberId}`
      rows.set(key, {
        firstSignIn: firsts.length > 0 ? Math.min(...firsts) : null,
        lastSignOut: stayed || lasts.length === 0 ? null : Math.max(...lasts),
        workTime: work,
        onlineTime: online,
        busyTime: busy,
        awayTime: away,
        onlineShare: work === 0 ? null : online / work,
        busyShare: work === 0 ? null : busy / work,
        awayShare: work === 0 ? null : away / work,
        statusChanges: changed.filter(({ at }) => dayOf(events, at) === day).length,
      })
      names.set(key, '')
    }
  }
  return { rows: new Map([...rows, ['total', totalOf([...rows.values()])]]), names }
}

/** When a member went, if this event says so. */
function leftAt(log: readonly MadeEvent[], event: MadeEvent): number[] {
  if (event.type === 'member.signedOut') return [event.at]
  if (event.type !== 'presence.disconnected') return []
  const before = log.slice(0, log.indexOf(event)).findLast(({ type }) => type.startsWith('presence.'))
  return [Math.min(event.at, Math.max(before?.at ?? 0, Number(event.payload.since)))]
}

function totalOf(rows: readonly Record<string, number | null>[]): Record<string, number | null> {
  const sum = (key: string) => rows.reduce((total, row) => total + (row[key] ?? 0), 0)
  const [online, busy, away] = [sum('onlineTime'), sum('busyTime'), sum('awayTime')]
  const work = online + busy + away
  const share = (ms: number) => (work === 0 ? null : ms / work)
  return {
    workTime: work,
    onlineTime: online,
    busyTime: busy,
    awayTime: away,
    onlineShare: share(online),
    busyShare: share(busy),
    awayShare: share(away),
    statusChanges: sum('statusChanges'),
  }
}
