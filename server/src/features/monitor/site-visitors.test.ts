import { randomUUID } from 'node:crypto'
import {
  channelSettings,
  operations,
  type ConversationSnapshot,
  type ConversationView,
  type SiteVisitorView,
} from '@keqiao/contract'
import type { ContactId, MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLocalBus } from '../../platform/bus'
import { systemClock, type Clock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { beatEveryMs, createSiteVisitors, type SiteVisit } from './site-visitors'

let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  merchant = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const visitOf = (of: Partial<SiteVisit> = {}): SiteVisit => ({
  tenantId: merchant.tenantId,
  channelId: merchant.channelId,
  groupId: merchant.groupId,
  visitId: randomUUID(),
  contactId: null,
  name: null,
  member: false,
  returning: false,
  url: 'https://shop.example/sofa',
  title: '沙发',
  referrer: '',
  region: null,
  since: 1,
  pageSince: 1,
  address: randomUUID(),
  ...of,
})

const { invite, visitors } = operations.monitor
const listed = async (actor: MemberActor) =>
  (await shop.result<{ visitors: SiteVisitorView[] }>(actor, visitors, {})).visitors

/** A visitor who was invited by the agent and has accepted. */
async function accepted(agent: MemberActor): Promise<{ visitor: VisitorActor; visit: SiteVisit }> {
  const visitor = await merchant.visitor()
  const visit = visitOf({ contactId: visitor.id })
  shop.site.seen(visit)
  await shop.result(agent, invite, { visitId: visit.visitId, text: '这款沙发有现货，需要介绍吗？' })
  const invitation = shop.site.invitationOf(merchant.tenantId, visit.visitId)
  if (!invitation) throw new Error('nobody was invited')
  shop.site.answer(invitation, 'accepted', visitor.id)
  return { visitor, visit }
}

async function opened(visitor: VisitorActor): Promise<ConversationView> {
  const { conversation } = await shop.result<{ conversation: ConversationView }>(
    visitor,
    operations.conversation.open,
    {},
  )
  return conversation
}

describe('visitors of the shop’s pages (MGT-17)', () => {
  it('are listed to who may invite, with whether they are in a conversation', async () => {
    const agent = await merchant.agent({ role: 'administrator' })
    const { visitor } = await merchant.waiting()
    const [stranger, talking] = [visitOf(), visitOf({ contactId: visitor.id, since: 2 })]
    for (const visit of [stranger, talking]) shop.site.seen(visit)
    expect(await listed(agent)).toMatchObject([
      { visitId: talking.visitId, inConversation: true },
      { visitId: stranger.visitId, inConversation: false, invitation: null },
    ])
    expect(JSON.stringify(await listed(agent))).not.toContain(stranger.address)
    const elsewhere = await (await shop.merchant()).agent({ role: 'administrator' })
    expect(await listed(elsewhere)).toEqual([])
    expect(await shop.refusal(elsewhere, invite, { visitId: stranger.visitId, text: '您好' })).toBe('not_found')
    expect(await shop.refusal(agent, invite, { visitId: talking.visitId, text: '您好' })).toBe('visitor_busy')
  })

  it('a supervisor of groups sees and invites those whose channel leads to one of his', async () => {
    const [boss, outside] = [await merchant.agent({ role: 'administrator' }), await merchant.agent()]
    await shop.result(boss, operations.member.update, { memberId: outside.id, groupIds: [] })
    const visit = visitOf()
    shop.site.seen(visit)
    const inside: MemberActor = { ...boss, scope: 'group' }
    const out: MemberActor = { ...outside, scope: 'group', permissions: boss.permissions }
    expect([(await listed(inside)).length, (await listed(out)).length]).toEqual([1, 0])
    expect(await shop.refusal(out, invite, { visitId: visit.visitId, text: '您好' })).toBe('not_found')
  })

  it('are not shown unless the merchant wants it', () => {
    expect(channelSettings.parse({}).showVisitors).toBe(false)
  })
})

describe('an invitation', () => {
  it('that is accepted gives the conversation to who invited, with his words first', async () => {
    const [boss, other] = [await merchant.agent({ role: 'administrator' }), await merchant.agent()]
    const { visitor } = await accepted(boss)
    const conversation = await opened(visitor)
    expect(conversation).toMatchObject({ status: 'open', agent: { id: boss.id } })
    const { events } = await shop.result<ConversationSnapshot>(visitor, operations.conversation.get, {
      conversationId: conversation.id,
    })
    const said = events.filter(({ type }) => type === 'message.sent')
    expect(said).toMatchObject([
      { actor: { id: boss.id }, payload: { body: { text: '这款沙发有现货，需要介绍吗？' } } },
    ])
    expect(other.id).not.toBe(boss.id)
  })

  it('goes into the line like any other where its agent is full or away', async () => {
    const boss = await merchant.agent({ role: 'administrator', capacity: 0 })
    expect(await opened((await accepted(boss)).visitor)).toMatchObject({ status: 'queued', agent: null })
    const away = await merchant.agent({ role: 'administrator', status: 'away' })
    expect(await opened((await accepted(away)).visitor)).toMatchObject({ status: 'queued', agent: null })
  })

  it('is told how it was answered, and one who declined is left alone', async () => {
    const boss = await merchant.agent({ role: 'administrator' })
    const visit = visitOf()
    shop.site.seen(visit)
    const { visitId } = visit
    const clientId = randomUUID()
    const first = await shop.result(boss, invite, { visitId, text: '您好' }, clientId)
    expect(await shop.result(boss, invite, { visitId, text: '您好' }, clientId)).toEqual(first)
    expect(await shop.refusal(boss, invite, { visitId, text: '再问一次' })).toBe('visitor_busy')
    const invitation = shop.site.invitationOf(merchant.tenantId, visitId)
    if (!invitation) throw new Error('nobody was invited')
    shop.site.answer(invitation, 'declined', null)
    expect(await listed(boss)).toMatchObject([{ invitation: { state: 'declined', by: { id: boss.id } } }])
    expect(await shop.refusal(boss, invite, { visitId, text: '再问一次' })).toBe('visitor_busy')
  })
})

describe('the list of a node', () => {
  const movable = () => {
    let at = 0
    const clock: Clock = { ...systemClock(), monotonic: () => at, setTimer: () => () => undefined }
    return { clock, advance: (ms: number) => (at += ms) }
  }

  it('is the same at every node, and forgets who is not heard of any more', () => {
    const { clock, advance } = movable()
    const bus = createLocalBus((error) => {
      throw error
    })
    const [here, there] = [createSiteVisitors({ bus, clock }), createSiteVisitors({ bus, clock })]
    const visit = visitOf()
    here.seen(visit)
    expect(there.of(merchant.tenantId)).toEqual([visit])
    expect(there.everyMs(merchant.tenantId)).toBe(beatEveryMs.else)
    here.looked(merchant.tenantId)
    expect(there.everyMs(merchant.tenantId)).toBe(beatEveryMs.looked)
    advance(59_000)
    expect(there.of(merchant.tenantId)).toHaveLength(1)
    advance(2_000)
    expect(there.of(merchant.tenantId)).toEqual([])
  })

  it('takes only so many of one address, and of those it has each beat', () => {
    const { clock } = movable()
    const site = createSiteVisitors({ bus: createLocalBus(() => undefined), clock })
    const visits = Array.from({ length: 21 }, () => visitOf({ address: '203.0.113.7' }))
    expect(visits.map((visit) => site.seen(visit)).filter(Boolean)).toHaveLength(20)
    expect(site.seen(visits[0] ?? visitOf())).toBe(true)
    site.left(merchant.tenantId, visits[0]?.visitId ?? '')
    expect(site.of(merchant.tenantId)).toHaveLength(19)
  })

  it('knows for a while who accepted, and nobody else', () => {
    const { clock } = movable()
    const site = createSiteVisitors({ bus: createLocalBus(() => undefined), clock })
    const visit = visitOf()
    site.seen(visit)
    const by = { id: randomUUID() as MemberActor['id'], nickname: '林' }
    const { tenantId } = visit
    const invitation = { id: randomUUID(), tenantId, visitId: visit.visitId, by, text: '您好', at: clock.now() }
    site.invite({ ...invitation, state: 'pending', contactId: null })
    const contactId = randomUUID() as ContactId
    expect(site.acceptedBy(tenantId, contactId)).toBe(null)
    site.answer({ ...invitation, state: 'shown', contactId: null }, 'accepted', contactId)
    expect(site.acceptedBy(tenantId, contactId)).toMatchObject({ id: invitation.id })
    expect(site.acceptedBy(tenantId, randomUUID() as ContactId)).toBe(null)
  })
})
