import { randomUUID } from 'node:crypto'
import type { ConversationView } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
