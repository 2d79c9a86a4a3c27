import { describe, expect, it } from 'vitest'
import type { ChannelId, ContactId, ConversationId, GroupId, LegId, MemberId, TenantId } from '../ids'
import type { MemberActor } from './actor'
import { sendMessage } from './decide'
import type { ConversationState } from './state'
import { join, leave, whisper } from './supervise'

const agentId = 'agent' as MemberId
const supervisor: MemberActor = {
  kind: 'member',
  tenantId: 'shop' as TenantId,
  id: 'boss' as MemberId,
  name: '主管',
  permissions: new Set(),
  scope: 'group',
}
const agent: MemberActor = { ...supervisor, id: agentId, name: '小林' }
const held: ConversationState = {
  id: 'one' as ConversationId,
  tenantId: supervisor.tenantId,
  roomNumber: '123456',
  status: 'open',
  legEpoch: 3,
  channelId: 'web' as ChannelId,
  groupId: 'sales' as GroupId,
  contactId: 'lin' as ContactId,
  formerContactId: null,
  consentMissing: null,
  legId: 'leg' as LegId,
  memberId: agentId,
  joinedIds: [],
  hadLeg: true,
  visitorMessageCount: 1,
  agentMessageCount: 1,
}
const waiting: ConversationState = { ...held, status: 'queued', memberId: null, legId: null }
const closed: ConversationState = { ...held, status: 'closed', memberId: null, legId: null }
const joined: ConversationState = { ...held, joinedIds: [supervisor.id] }
const words = { body: { kind: 'text', text: '您好' } } as const

describe('whispering (MGT-17)', () => {
  it('goes to the agent who holds the dialogue', () => {
    expect(whisper(held, { text: '可以退' }, supervisor)).toMatchObject({
      events: [{ type: 'whisper.said', payload: { to: agentId, authorName: '主管', text: '可以退' } }],
      patch: {},
    })
  })
  it.each([
    ['over', closed, supervisor, 'conversation_closed'],
    ['waiting', waiting, supervisor, 'conversation_waiting'],
    ['his own', held, agent, 'already_there'],
  ])('is refused where the dialogue is %s', (_what, state, actor, code) => {
    expect(whisper(state, { text: '嗯' }, actor)).toMatchObject({ refused: true, code })
  })
})

describe('joining (MGT-17)', () => {
  it('leaves the leg with its agent', () => {
    const outcome = join(held, supervisor)
    expect(outcome).toMatchObject({ events: [{ type: 'supervisor.joined' }], patch: { joined: [supervisor.id] } })
    expect(outcome).not.toHaveProperty('patch.leg')
  })
  it.each([
    ['over', closed, supervisor, 'conversation_closed'],
    ['waiting', waiting, supervisor, 'conversation_waiting'],
    ['his own', held, agent, 'already_there'],
    ['joined already', joined, supervisor, 'already_there'],
  ])('is refused where the dialogue is %s', (_what, state, actor, code) => {
    expect(join(state, actor)).toMatchObject({ refused: true, code })
  })
  it('lets both speak, and nobody else', () => {
    expect(sendMessage(held, words, supervisor)).toMatchObject({ code: 'not_your_conversation' })
    expect(sendMessage(joined, words, supervisor)).toMatchObject({ refused: false, patch: { spoke: 'agent' } })
    expect(sendMessage(joined, words, agent)).toMatchObject({ refused: false })
    expect(sendMessage(joined, words, { ...supervisor, id: 'third' as MemberId })).toMatchObject({
      code: 'not_your_conversation',
    })
  })
})

describe('leaving (MGT-17)', () => {
  it('raises the epoch, so that nothing said before lands after it', () => {
    expect(leave(joined, supervisor)).toMatchObject({
      legEpoch: 3,
      events: [{ type: 'supervisor.left' }],
      patch: { joined: [], raisesLegEpoch: true },
    })
  })
  it('is refused to who has not joined, and when it is over', () => {
    expect(leave(held, supervisor)).toMatchObject({ code: 'not_joined' })
    expect(leave(closed, supervisor)).toMatchObject({ code: 'conversation_closed' })
  })
})
