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
