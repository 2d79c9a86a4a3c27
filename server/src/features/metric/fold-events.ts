import { businessHours, metricSettingChanges, type StoredPayload } from '@keqiao/contract'
import { metric } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import {
  addToRollUps,
  readSettings,
  readStreams,
  readZones,
  storeFacts,
  storeSettings,
  storeStreams,
  storeTallies,
  storeZones,
  type Fact,
  type StreamState,
  type Target,
} from './metric.store'
import { createGathering, type Gathering } from './gathering'
import { metricSetting } from './metric-setting'

const { figureRules, foldConversation, foldMember, foldOfflineMessage, newMember, openFacts } = metric

/** What was decided about figures, or what holds as long as nobody has decided anything. */
export const withFirst = (stored: metric.SettingsHistory): metric.SettingsHistory =>
  stored.length > 0 ? stored : [metric.settingsSpanAtFirst]

/** Days are told by this zone as long as nobody has said otherwise. */
export const zoneAtFirst: metric.ZoneSpan = { fromAt: 0, zone: businessHours.parse({}).timeZone, version: 0 }

interface Work {
  readonly rules: metric.FigureRules
  zones: metric.ZoneHistory
  settings: metric.SettingsHistory
  readonly streams: Map<string, StreamState>
  /** What each stream added before these events came. */
  readonly before: Map<string, metric.Share[]>
  readonly gathering: Gathering
}

/**
 * Takes events of one merchant in, in the order of the log, and changes his facts and roll-ups accordingly; all in the
 * caller's transaction, which also moves the position of whoever reads. What was read before changes nothing: each stream
 * knows how far it was read.
 */
export async function foldEvents(
  tx: Tx,
  target: Target,
  events: readonly StoredEvent[],
  rules: metric.FigureRules = figureRules,
): Promise<void> {
  const stored = await readZones(tx, target)
  const zones: metric.ZoneHistory = stored.length > 0 ? stored : [zoneAtFirst]
  const settings = withFirst(await readSettings(tx, target))
  const streams = await readStreams(tx, target, [...new Set(events.map(({ streamId }) => streamId))])
  const work: Work = { rules, zones, settings, streams, before: new Map(), gathering: createGathering() }
  for (const event of events) takeIn(work, event)
  if (work.zones !== zones) await storeZones(tx, target, work.zones)
  if (work.settings !== settings) await storeSettings(tx, target, work.settings)
  await store(tx, target, work, new Set(events.map(({ streamId }) => streamId)))
}

function takeIn(work: Work, event: StoredEvent): void {
  const folded = folds[event.stream]
  if (!folded) return
  const known = work.streams.get(event.streamId)
  if (known && event.seq <= known.seq) return
  const state = known ?? { streamId: event.streamId, stream: event.stream, seq: 0, state: null }
  if (!work.before.has(event.streamId)) work.before.set(event.streamId, sharesOf(state, countingOf(work)))
  folded(work, state, event)
  state.seq = event.seq
  work.streams.set(event.streamId, state)
}

const folds: Partial<Record<StoredEvent['stream'], (work: Work, state: StreamState, event: StoredEvent) => void>> = {
  conversation(work, state, event) {
    if (event.type === 'conversation.opened') {
      const payload = event.payload as StoredPayload<'conversation.opened'>
      state.state = openFacts(event.streamId, payload, event.at)
      return
    }
    const facts = state.state as metric.ConversationFacts | null
    // Its beginning was archived before anybody counted: there is nothing to add to.
    if (!facts) return
    foldConversation(facts, readEvent(event), {
      ...countingOf(work),
      hourAt: (at) => metric.placeOf(work.zones, at, work.rules.zoneOf).hour,
    })
  },
  offlineMessage(_work, state, event) {
    state.state = foldOfflineMessage(state.state as metric.OfflineMessageFacts | null, readEvent(event))
  },
  member(work, state, event) {
    const facts = (state.state ??= newMember(memberIdOf(event.streamId), event.at)) as metric.MemberFacts
    for (const share of foldMember(facts, { ...readEvent(event), actor: event.actor }, work.rules)) {
      work.gathering.addWork(facts.id, share, (at) => metric.placeOf(work.zones, at, work.rules.zoneOf))
    }
  },
  setting(work, _state, event) {
    if (event.type !== 'settings.changed') return
    const { name, to } = event.payload as StoredPayload<'settings.changed'>
    if (name === metricSetting.name) {
      work.settings = metric.withSettings(work.settings, event.at, metricSettingChanges.parse(to), event.seq)
    } else if (name === 'hours' && typeof to.timeZone === 'string') {
      work.zones = metric.withZone(work.zones, event.at, to.timeZone, event.seq)
    }
  },
}

const countingOf = ({ rules, settings }: Work): metric.Counting => ({
  rules,
  settingsAt: (at) => rules.settingsAt(settings, at),
})

/** Long-lived streams have the ids of what they are about, but for the first byte (`longLivedStreamId`). */
const memberIdOf = (streamId: string): string => `01${streamId.slice(2)}`

const readEvent = (event: StoredEvent): metric.ReadEvent => ({
  type: event.type,
  payload: event.payload,
  at: event.at,
  byMember: event.actor.kind === 'member',
})

function sharesOf({ stream, state }: StreamState, counting: metric.Counting): metric.Share[] {
  if (state === null) return []
  if (stream === 'conversation') return metric.sharesOfConversation(state as metric.ConversationFacts, counting)
  if (stream === 'offlineMessage') return metric.sharesOfOfflineMessage(state as metric.OfflineMessageFacts)
  return []
}

async function store(tx: Tx, target: Target, work: Work, touched: ReadonlySet<string>): Promise<void> {
  const { rules, zones, gathering } = work
  const facts: Fact[] = []
  const retold: Fact[] = []
  const streams: StreamState[] = []
  for (const [streamId, before] of work.before) {
    const state = work.streams.get(streamId)
    if (!state || !touched.has(streamId)) continue
    streams.push(state)
    const earlier = new Map(before.map((share) => [share.id, share]))
    for (const share of sharesOf(state, countingOf(work))) {
      const old = earlier.get(share.id)
      const fact = { streamId, share, place: metric.placeOf(zones, share.at, rules.zoneOf) }
      if (!old || differs(old, share)) facts.push(fact)
      if (JSON.stringify(old?.tallies ?? []) !== JSON.stringify(share.tallies)) retold.push(fact)
      gathering.addShare(share, metric.difference(old?.measured ?? {}, share.measured), fact.place)
    }
  }
  await storeStreams(tx, target, streams)
  await storeFacts(tx, target, facts)
  await storeTallies(tx, target, retold)
  await addToRollUps(tx, target, gathering.rollUps())
}

const differs = (a: metric.Share, b: metric.Share): boolean =>
  a.endedAt !== b.endedAt || a.rating !== b.rating || JSON.stringify(a.measured) !== JSON.stringify(b.measured)
