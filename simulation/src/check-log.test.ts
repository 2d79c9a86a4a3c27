import type { VisitorActor } from '@keqiao/domain'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkLog } from './check-log'
import { createRecord, type Record } from './record'
import type { Somebody } from './world/world'

const visitor: Somebody = {
  person: { kind: 'visitor', id: 'v', tenantId: 't', channelId: 'ch', name: 'v' } as unknown as VisitorActor,
  audience: 'visitor',
  label: 'visitor',
  merchant: '甲店',
  capacity: 0,
}

let log: StoredEvent[]
let record: Record
let visitorSeq: number

function append(type: string, payload: object, actorId = 'system', clientId: string | null = null) {
  const hidden = type === 'leg.closed' || type === 'note.added'
  const seq = log.length + 1
  const event = { stream: 'conversation', streamId: 'c', seq, visitorPrev: hidden ? null : visitorSeq, type, payload }
  log.push({ ...event, actor: { kind: 'visitor', id: actorId, name: actorId }, clientId } as unknown as StoredEvent)
  if (!hidden) visitorSeq = seq
}
const say = (key: string, text = record.say(visitor, false).text) => {
  append('message.sent', { from: 'visitor', body: { text } }, 'v', key)
  return text
}
const openLeg = () => append('leg.opened', { member: { id: 'm' } })
const problems = () => checkLog(log, record).join('\n')

beforeEach(() => {
  log = []
  record = createRecord()
  visitorSeq = 0
  append('conversation.opened', { contactId: 'v' })
})

describe('the books', () => {
  it('balance when all is well', () => {
    const text = say('k1')
    record.acknowledge({ by: visitor, conversationId: 'c', key: 'k1', text, seq: 2 })
    openLeg()
    append('leg.closed', { memberId: 'm' })
    append('conversation.closed', {})
    expect(problems()).toBe('')
  })

  it('show a text that stands twice, and a client id that does', () => {
    const text = say('k1')
    say('k1', text)
    expect(problems()).toMatch(/client id k1 twice[\s\S]*stands twice/)
  })

  it('show an acknowledged message that is lost or elsewhere', () => {
    const text = say('k1')
    record.acknowledge({ by: visitor, conversationId: 'c', key: 'k1', text, seq: 9 })
    record.acknowledge({ by: visitor, conversationId: 'c', key: 'k2', text: 'gone', seq: 3 })
    expect(problems()).toMatch(/acknowledged as c 9 and stands at c 2[\s\S]*gone was acknowledged and is lost/)
  })

  it('show a message that nobody said, and one out of its author’s order', () => {
    const [first, second] = [record.say(visitor, false).text, record.say(visitor, false).text]
    say('k2', second)
    say('k1', first)
    say('k3', 'invented')
    expect(problems()).toMatch(/stands after what was said later[\s\S]*nobody said invented/)
  })

  it('show a gap, and a prev that leads a visitor astray', () => {
    say('k1')
    const [, last] = log
    if (last) log[1] = { ...last, seq: 3, visitorPrev: 2 }
    expect(problems()).toMatch(/seq 3 in place 2[\s\S]*visitorPrev of 3 is 2/)
  })

  it('show who speaks out of turn', () => {
    append('message.sent', { from: 'agent', body: { text: record.say(visitor, false).text } }, 'v', 'k')
    append('conversation.closed', {})
    say('k2')
    expect(problems()).toMatch(/by v, who may not speak[\s\S]*message.sent 4 after the conversation was closed/)
  })

  it('show two legs beside each other', () => {
    openLeg()
    openLeg()
    expect(problems()).toMatch(/opened beside another/)
  })
})
