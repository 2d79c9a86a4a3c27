/** Looks at every raw frame a node sends, and at the calls that pages make: what is on the wire is what leaks. */
import type { CallFrame, RangeFrame, ReplyFrame, WireEvent } from '@keqiao/contract/frames'
import { noteMark, type Record } from './record'
import type { Sabotage } from './sabotage'
import type { WireWatch } from './world/network'
import type { Somebody, World } from './world/world'

interface LinkMemory {
  /** Messages and notes that wait for their acknowledgement, by call id. */
  readonly calls: Map<number, { readonly conversationId: string; readonly key: string; readonly text: string }>
  /** Seq of the last event that arrived, by conversation; for the sabotage of a client that does not look. */
  readonly lastSeq: Map<string, number>
}

const spoken = new Set(['conversation.sendMessage', 'conversation.addNote'])
const marks = ['甲店', '乙店']
/** What no visitor may ever see a trace of. */
const staffOnly = [noteMark, '"note.added"', '"leg.closed"']

/** Watches the wire of one run, and plants the sabotages that live on it. */
export function createWireWatch(world: World, record: Record, sabotage: Sabotage | null): WireWatch {
  const links = new WeakMap<object, LinkMemory>()
  const sentKeys = new Map<string, object>()
  const memoryOf = (link: object): LinkMemory => {
    const memory = links.get(link) ?? { calls: new Map(), lastSeq: new Map() }
    links.set(link, memory)
    return memory
  }
  const violate = (somebody: Somebody, what: string) => void world.violations.push(`${somebody.label} ${what}`)

  return {
    up(_, link, text) {
      if (!text.startsWith('{"t":"call"')) return text
      const frame = JSON.parse(text) as CallFrame
      if (!spoken.has(frame.op) || frame.key === undefined) return text
      const input = frame.input as { conversationId: string; body?: { text: string }; text?: string }
      const said = input.body?.text ?? input.text ?? ''
      memoryOf(link).calls.set(frame.id, { conversationId: input.conversationId, key: frame.key, text: said })
      if (sabotage !== 'queue-renames-on-reconnect') return text
      const isRepeat = (sentKeys.get(frame.key) ?? link) !== link
      sentKeys.set(frame.key, link)
      return isRepeat ? JSON.stringify({ ...frame, key: world.random.uuid() }) : text
    },
    down(somebody, link, sent) {
      const text = sabotage ? spoil(sent, somebody, sabotage) : sent
      for (const mark of marks) {
        if (mark !== somebody.merchant && text.includes(mark))
          violate(somebody, `was sent something of ${mark}: ${text}`)
      }
      if (somebody.audience === 'visitor') {
        for (const mark of staffOnly) if (text.includes(mark)) violate(somebody, `was sent what is for staff: ${text}`)
      }
      look(world, record, somebody, memoryOf(link), text)
      return text
    },
    arriving(somebody, link, text) {
      // What he sends may go into a dead connection; what arrives did not.
      if (somebody.audience === 'visitor') record.hear(somebody, link, world.time.now())
      return sabotage === 'gap-skips' ? closeGap(memoryOf(link), text) : text
    },
  }
}

function look(world: World, record: Record, somebody: Somebody, memory: LinkMemory, text: string): void {
  const show = (conversationId: string, seq: number, json: string) => {
    record.meet(conversationId, somebody)
    if (record.show(conversationId, seq, somebody.audience, json)) return
    world.violations.push(
      `${somebody.label} was shown event ${seq} of ${conversationId} otherwise than somebody before`,
    )
  }
  if (text.startsWith('{"t":"event"')) {
    const parts = /^\{"t":"event","s":"([^"]+)","e":(\{"seq":(\d+),.*\})\}$/.exec(text)
    if (parts) return show(parts[1] ?? '', Number(parts[3]), parts[2] ?? '')
    world.violations.push(`an event frame that nobody understands: ${text}`)
  } else if (text.startsWith('{"t":"range"')) {
    const { s, events } = JSON.parse(text) as RangeFrame
    for (const event of events) show(s, event.seq, JSON.stringify(event))
  } else if (text.startsWith('{"t":"reply"')) {
    lookAtReply(record, somebody, memory, JSON.parse(text) as ReplyFrame, show)
  }
}

function lookAtReply(
  record: Record,
  somebody: Somebody,
  memory: LinkMemory,
  reply: ReplyFrame,
  show: (conversationId: string, seq: number, json: string) => void,
): void {
  const call = memory.calls.get(reply.id)
  memory.calls.delete(reply.id)
  if (!reply.ok) return
  if (call) return record.acknowledge({ by: somebody, ...call, seq: (reply.result as { seq: number }).seq })
  const result = reply.result as { conversation?: { id: string }; events?: WireEvent[] }
  const id = result.conversation?.id
  if (id === undefined) return
  record.meet(id, somebody)
  for (const event of result.events ?? []) show(id, event.seq, JSON.stringify(event))
}

function spoil(text: string, somebody: Somebody, sabotage: Sabotage): string {
  if (sabotage === 'prev-counts-hidden' && somebody.audience === 'visitor') {
    return text.replace(/"seq":(\d+),"prev":\d+/g, (_, seq: string) => `"seq":${seq},"prev":${Number(seq) - 1}`)
  }
  if (sabotage !== 'head-forgotten') return text
  if (text.startsWith('{"t":"beat"')) return text.replace(/"heads":\{[^}]*\}/, '"heads":{}')
  if (!text.startsWith('{"t":"range"')) return text
  return text.replace(/"head":\d+/, '"head":0')
}

/** A client that believes every event to continue from its cursor. */
function closeGap({ lastSeq }: LinkMemory, text: string): string {
  if (text.startsWith('{"t":"range"')) {
    const { s, events } = JSON.parse(text) as RangeFrame
    const last = events.at(-1)
    if (last) lastSeq.set(s, Math.max(last.seq, lastSeq.get(s) ?? 0))
    return text
  }
  const parts = /^\{"t":"event","s":"([^"]+)","e":\{"seq":(\d+),"prev":\d+/.exec(text)
  if (!parts) return text
  const [, stream = '', seq = '0'] = parts
  const cursor = lastSeq.get(stream)
  lastSeq.set(stream, Math.max(Number(seq), cursor ?? 0))
  return cursor === undefined ? text : text.replace(/"prev":\d+/, `"prev":${cursor}`)
}
