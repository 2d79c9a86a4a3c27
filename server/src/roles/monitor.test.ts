import { randomUUID } from 'node:crypto'
import type { ConversationView } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runProduct, type RunningProduct } from '../testing/running-product'

let house: RunningProduct
let elsewhere: Awaited<ReturnType<RunningProduct['another']>>

beforeAll(async () => {
  house = await runProduct()
  elsewhere = await house.another()
})

afterAll(() => house.stop())

it('MGT-16, RTE-15: a board at one node shows what happens at another, and an agent there hears who steered him', async () => {
  const [boss, agent] = [await house.signIn(0, 0), await house.signIn(0, 1)]
  const screen = await elsewhere.connect({ cookie: boss })
  const desk = await elsewhere.connect({ cookie: agent })
  screen.send({ t: 'watch', id: 7, what: 'board' })
  expect(await screen.frame('reply', ({ id }) => id === 7)).toMatchObject({ ok: true })
  await screen.frame('board', ({ whole }) => whole)
  const visitor = await house.connect({ token: (await house.visitor()).token })
  const opened = await visitor.call('conversation.open', {})
  if (!opened.ok) throw new Error(opened.error.code)
  const { id } = (opened.result as { conversation: ConversationView }).conversation
  await screen.frame('board', ({ change }) => change.waiting?.set.some((one) => one.id === id) === true)

  const me = (await house.http('/api/session', { cookie: agent })).json as { member: { id: string } }
  const memberId = me.member.id
  const headers = { 'idempotency-key': randomUUID() }
  const body = { status: 'busy' }
  const steered = await house.http(`/api/monitor/members/${memberId}/presence`, {
    method: 'PUT',
    cookie: boss,
    headers,
    body,
  })
  expect(steered.status).toBe(200)
  expect(await desk.frame('steered')).toMatchObject({ status: 'busy', by: expect.any(String) as string })
  await screen.frame(
    'board',
    ({ change }) => change.agents?.set.some((one) => one.id === memberId && one.status === 'busy') === true,
  )

  screen.send({ t: 'unwatch', what: 'board' })
  // Who may not look hears why.
  desk.send({ t: 'watch', id: 8, what: 'board' })
  expect(await desk.frame('reply', (frame) => frame.id === 8)).toMatchObject({ error: { code: 'forbidden' } })
})

it('MGT-17: whoever reads along in another’s dialogue is written down, the dialogue is told nothing', async () => {
  const [boss, agent] = [await house.signIn(0, 0), await house.signIn(0, 1)]
  const [screen, desk] = [await elsewhere.connect({ cookie: boss }), await house.connect({ cookie: agent })]
  const token = (await house.visitor()).token
  const visitor = await house.connect({ token })
  const opened = await visitor.call('conversation.open', {})
  if (!opened.ok) throw new Error(opened.error.code)
  const { id } = (opened.result as { conversation: ConversationView }).conversation
  expect(await desk.call('desk.setPresence', { status: 'busy' })).toMatchObject({ ok: true })
  // While it waits nobody is watched.
  screen.send({ t: 'follow', id: 1, s: id, cursor: 0 })
  await screen.frame('range', ({ s }) => s === id)
  expect(await desk.call('conversation.claim', { conversationId: id })).toMatchObject({ ok: true })
  const watched = async () => {
    const { json } = await house.http(`/api/monitor/watches?conversationId=${id}`, { cookie: boss })
    return (json as { watches: { endedAt: number | null }[] }).watches
  }
  await vi.waitFor(async () => expect(await watched()).toMatchObject([{ endedAt: null }]), 5_000)
  for (const other of [desk, visitor]) other.send({ t: 'follow', id: 2, s: id, cursor: 0 })
  await visitor.frame('range')
  expect(JSON.stringify([visitor.received, desk.received])).not.toContain('watch')
  screen.send({ t: 'unfollow', s: id })
  await vi.waitFor(async () => expect((await watched())[0]?.endedAt).toEqual(expect.any(Number)), 5_000)
  expect(await watched()).toHaveLength(1)

  // Each reads his own view of a whisper, at whatever node.
  screen.send({ t: 'follow', id: 3, s: id, cursor: 0 })
  await screen.frame('range', (frame) => frame.id === 3)
  expect(await screen.call('conversation.whisper', { conversationId: id, text: '可以退' })).toMatchObject({ ok: true })
  expect(await desk.frame('event', ({ e }) => e.type === 'whisper.said')).toMatchObject({
    e: { payload: { text: '可以退' } },
  })
})

it('a page of the shop tells that it is open, hears an invitation, and its visitor becomes the inviter’s', async () => {
  const boss = await house.signIn(0, 0)
  const channelKey = house.demo.merchants[0]?.channelKey ?? ''
  const visitId = randomUUID()
  const beat = async (more: Record<string, unknown> = {}) => {
    const page = { channelKey, visitId, url: 'https://shop.example/', title: '首页' }
    const { status, text, headers } = await house.http('/api/visitor/presence', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
      body: { ...page, ...more },
    })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    return {
      status,
      answer: JSON.parse(text) as { everyMs: number | null; invitation: { id: string } | null; token?: string },
    }
  }
  // Off, as every channel is at first: nothing is listed.
  expect((await house.http(`/widget/visitors/${channelKey}`)).text).toContain('null')
  expect(await beat()).toMatchObject({ answer: { everyMs: null } })
  const { json } = await house.http('/api/channels', { cookie: boss })
  const [channel] = (json as { channels: { id: string; version: number; settings: Record<string, unknown> }[] })
    .channels
  if (!channel) throw new Error('there is no channel')
  const { version: _version, ...consent } = channel.settings['consent'] as Record<string, unknown>
  const changed = await house.http(`/api/channels/${channel.id}`, {
    method: 'PUT',
    cookie: boss,
    headers: { 'idempotency-key': randomUUID() },
    body: { version: channel.version, settings: { ...channel.settings, consent, showVisitors: true } },
  })
  expect(changed.text).toContain('"showVisitors":true')
  await vi.waitFor(async () => expect((await beat()).answer.everyMs).toEqual(expect.any(Number)), 15_000)
  const listed = await house.http('/api/monitor/visitors', { cookie: boss })
  expect(listed.json).toMatchObject({
    count: 1,
    enabled: true,
    visitors: [{ visitId, title: '首页', returning: false }],
  })
  const invited = await house.http(`/api/monitor/visitors/${visitId}/invite`, {
    method: 'POST',
    cookie: boss,
    headers: { 'idempotency-key': randomUUID() },
    body: { text: '需要帮忙吗？' },
  })
  expect(invited.status).toBe(200)
  const { answer } = await beat()
  expect(answer.invitation).toMatchObject({ text: '需要帮忙吗？' })
  const invitationId = answer.invitation?.id
  const accepted = await beat({ answer: { invitationId, what: 'accepted' } })
  expect(accepted.answer).toMatchObject({ invitation: null, token: expect.any(String) as string })
  expect((await house.http('/api/monitor/visitors', { cookie: boss })).json).toMatchObject({
    visitors: [{ invitation: { state: 'accepted' } }],
  })
  expect((await beat({ title: 'x'.repeat(301) })).status).toBe(400)
  // Nobody’s words are listed for a channel that does not exist.
  expect((await beat({ channelKey: 'nobody' })).status).toBe(404)
  await beat({ leaving: true })
  expect((await house.http('/api/monitor/visitors', { cookie: boss })).json).toMatchObject({ count: 0 })
})
