import type { ClientFrame, ConversationView, ServerFrame, VisitView } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runProduct, type RunningProduct, type TestSocket } from '../../testing/running-product'

let house: RunningProduct
let elsewhere: Awaited<ReturnType<RunningProduct['another']>>
let boss: string

beforeAll(async () => {
  // As behind a proxy of the same machine, which says where callers come from.
  house = await runProduct({ TRUST_PROXY: '127.0.0.1' })
  elsewhere = await house.another()
  boss = await house.signIn(0, 0)
})

afterAll(() => house.stop())

const hangzhou = { 'x-forwarded-for': '183.129.153.1' }
type VisitFrame = Extract<ClientFrame, { t: 'visit' }>
type Told = Extract<ServerFrame, { t: 'visit' }>

const page = (key: number, path: string, agoMs: number) => ({
  key,
  url: `https://shop.example${path}`,
  title: `页面${path}`,
  agoMs,
})

const report = (...pages: VisitFrame['pages']): VisitFrame => ({ t: 'visit', pages })

async function opened(socket: TestSocket, input: object = {}): Promise<ConversationView> {
  const reply = await socket.call('conversation.open', input)
  if (!reply.ok) throw new Error(reply.error.code)
  return (reply.result as { conversation: ConversationView }).conversation
}

async function visitOf(conversationId: string): Promise<{ visit: VisitView; ordinal: number }> {
  const { json } = await house.http(`/api/conversations/${conversationId}/visit`, { cookie: boss })
  return json as { visit: VisitView; ordinal: number }
}

const paths = ({ pages }: { pages: readonly { url: string }[] }) => pages.map(({ url }) => new URL(url).pathname)

async function rowCount(): Promise<number> {
  const [row] = await house.product.doors.withSystem('test', (tx) =>
    tx.rows<{ count: number }>('select (select count(*) from visits) + (select count(*) from events) as count'),
  )
  return row?.count ?? 0
}

describe('a page view', () => {
  it('writes nothing while there is no conversation, and goes with it when it opens', async () => {
    const before = await rowCount()
    const visitor = await house.connect({ token: (await house.visitor()).token }, hangzhou)
    visitor.send(report(page(1, '/', 60_000), page(2, '/table', 20_000)))
    visitor.send({
      ...report(page(1, '/', 60_000), page(2, '/table', 20_000), page(3, '/sofa', 0)),
      referrer: 'https://search.example/?q=sofa',
    })
    // Longer than reports are gathered before they are written.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await rowCount()).toBe(before)
    const { id } = await opened(visitor, { page: { url: 'https://shop.example/sofa', title: '页面/sofa' } })
    await vi.waitFor(async () => expect(paths((await visitOf(id)).visit)).toEqual(['/', '/table', '/sofa']), 5_000)
    const { visit, ordinal } = await visitOf(id)
    expect(visit).toMatchObject({
      referrer: 'https://search.example/?q=sofa',
      region: { kind: 'place', country: '中国', province: '浙江', city: '杭州' },
      product: null,
      leftAt: null,
    })
    expect(ordinal).toBe(1)
    expect(house.logged()).not.toContain('183.129.153.1')
    visitor.close()
  })

  it('reaches the staff who look, and nobody else', async () => {
    const token = (await house.visitor()).token
    const visitor = await house.connect({ token }, hangzhou)
    const { id } = await opened(visitor, { page: { url: 'https://shop.example/', title: '首页' } })
    const here = await house.connect({ cookie: boss })
    for (const socket of [here, visitor]) {
      socket.send({ t: 'follow', id: 900, s: id, cursor: 0 })
      await socket.frame('range')
    }
    visitor.send(report(page(1, '/', 5_000), page(2, '/lamp', 0)))
    const isLamp = (frame: Told) => frame.s === id && paths(frame.visit).at(-1) === '/lamp'
    const told = await here.frame('visit', isLamp)
    expect(told.visit.pages[0]?.title).toBe('页面/')
    expect((await visitOf(id)).visit).toEqual(told.visit)
    const product = { id: 'lamp-1', title: '落地灯', price: '¥699', image: null, url: 'https://shop.example/lamp' }
    visitor.send({ ...report(page(2, '/lamp', 50)), product })
    await here.frame('visit', (frame) => frame.s === id && frame.visit.product?.id === 'lamp-1')
    expect(visitor.received.some((frame) => frame.t === 'visit')).toBe(false)
    for (const socket of [here, visitor]) socket.close()
  })

  it('of two nodes is joined, and the one that leaves says when', async () => {
    const token = (await house.visitor()).token
    const [one, other] = [await house.connect({ token }), await elsewhere.connect({ token })]
    const { id } = await opened(one)
    one.send(report(page(1, '/', 30_000)))
    await vi.waitFor(async () => expect(paths((await visitOf(id)).visit)).toEqual(['/']), 5_000)
    other.send(report(page(2, '/help', 10_000)))
    await vi.waitFor(async () => expect(paths((await visitOf(id)).visit)).toEqual(['/', '/help']), 5_000)
    expect((await visitOf(id)).visit.region).toEqual({ kind: 'loopback' })
    other.close()
    one.close()
    await vi.waitFor(async () => expect((await visitOf(id)).visit.leftAt).not.toBeNull(), 5_000)
    const back = await house.connect({ token })
    back.send(report(page(1, '/', 40_000), page(2, '/help', 20_000), page(3, '/sofa', 0)))
    await vi.waitFor(async () => {
      const { visit } = await visitOf(id)
      expect(paths(visit)).toEqual(['/', '/help', '/sofa'])
      expect(visit.leftAt).toBeNull()
    }, 5_000)
    back.close()
  })

  it('is no longer written when the conversation is over, and counts it at the next', async () => {
    const visitor = await house.connect({ token: (await house.visitor()).token })
    const { id } = await opened(visitor)
    visitor.send(report(page(1, '/', 0)))
    await vi.waitFor(async () => expect(paths((await visitOf(id)).visit)).toEqual(['/']), 5_000)
    await visitor.call('conversation.close', { conversationId: id })
    visitor.send(report(page(1, '/', 100), page(2, '/private', 0)))
    const next = await opened(visitor)
    await vi.waitFor(async () => expect(paths((await visitOf(next.id)).visit)).toEqual(['/', '/private']), 5_000)
    expect(paths((await visitOf(id)).visit)).toEqual(['/'])
    expect((await visitOf(next.id)).ordinal).toBe(2)
    visitor.close()
  })

  it.each([
    ['no page', { t: 'visit', pages: [] }],
    ['too many', { t: 'visit', pages: Array.from({ length: 21 }, (_, index) => page(index + 1, '/', 0)) }],
    ['an address that is too long', report({ ...page(1, '/', 0), url: 'x'.repeat(2_001) })],
    ['a title with NUL', report({ ...page(1, '/', 0), title: 'a\u0000b' })],
    ['a page of tomorrow', report(page(1, '/', -1))],
  ])('with %s is refused', async (_what, frame) => {
    const visitor = await house.connect({ token: (await house.visitor()).token })
    visitor.send(JSON.stringify(frame))
    expect((await visitor.frame('refused')).error.code).toBe('frame_malformed')
    visitor.close()
  })
})
