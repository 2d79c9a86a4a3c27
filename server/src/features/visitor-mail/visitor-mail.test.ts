import { randomUUID } from 'node:crypto'
import { operations, type ConversationSnapshot, type MailingView, type OwnMailingView } from '@keqiao/contract'
import type { ConversationId, FileFacts, MemberActor, VisitorActor } from '@keqiao/domain'
import Fastify from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../platform/clock'
import { startWorker, type Worker } from '../../platform/jobs'
import { createLog } from '../../platform/log'
import { createMetrics } from '../../platform/metrics'
import { openMailbox, type Mailbox } from '../../testing/mailbox'
import { mailOfTests, openShop, type Merchant, type Shop } from '../../testing/shop'
import type { DeadlineSweep } from '../conversation'
import type { ForeignPicture } from '../file'
import { createPost, deliverMails } from '../mail'
import { muteRoutes, startUnreadMailSweep } from './index'

const minute = 60_000
const picture = Buffer.from('not really a picture')
let passed = 0
let shop: Shop
let mailbox: Mailbox
let worker: Worker
let sweep: DeadlineSweep
let merchant: Merchant
let agent: MemberActor

beforeAll(async () => {
  const clock = systemClock()
  // Timers never fire by themselves here: each sweep is asked for.
  shop = await openShop({ ...clock, now: () => clock.now() + passed, setTimer: () => () => undefined })
  mailbox = await openMailbox({
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('nobody')) return done(Object.assign(new Error('No mailbox'), { responseCode: 550 }))
      done()
    },
  })
  worker = await startWorker({
    url: shop.database.url,
    doors: shop.services.doors,
    clock,
    log: createLog({ level: 'silent' }),
    metrics: createMetrics(),
    handlers: [deliverMails({ services: shop.services, mail: mailOfTests, readFile: () => Promise.resolve(picture) })],
    calendar: [],
  })
  sweep = startUnreadMailSweep(shop.services, parts())
})

const parts = () => ({
  post: createPost(mailOfTests),
  sign: (what: FileFacts | ForeignPicture) => `/files/${'fileId' in what ? what.fileId : 'picture'}?e=1&s=2`,
  publicUrl: 'http://shop.invalid',
})

beforeEach(async () => {
  merchant = await shop.merchant()
  agent = await merchant.agent()
  const boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
  const server = { host: '127.0.0.1', port: mailbox.port, security: 'none', user: '', fromName: '云杉家居' }
  const more = { fromAddress: 'service@shop.example', replyTo: '' }
  await shop.result(boss, operations.mail.changeServer, { version: 0, server: { ...server, ...more } })
  mailbox.received.length = 0
})

afterAll(async () => {
  await sweep.stop()
  await worker.stop(5_000)
  await mailbox.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { claim, sendMessage, recallMessage, addNote, close, markRead, get } = operations.conversation
const { ask, send, list, offer } = operations.transcript

interface Talk {
  readonly visitor: VisitorActor
  readonly conversationId: ConversationId
}

const says = (who: MemberActor | VisitorActor, { conversationId }: Talk, text: string) =>
  shop.result<{ seq: number }>(who, sendMessage, { conversationId, body: { kind: 'text', text } })

async function talking(): Promise<Talk> {
  const talk = await merchant.waiting()
  await shop.result(agent, claim, { conversationId: talk.conversationId })
  await says(talk.visitor, talk, '沙发能拆洗吗？')
  return talk
}

const system = <Row>(text: string, values: unknown[]) =>
  shop.services.doors.withSystem('test', (tx) => tx.rows<Row>(text, values))

const addressIs = (visitor: VisitorActor, email: string) =>
  system('update contacts set email = $2 where id = $1', [visitor.id, email])

/** His lamp, as the node that holds his socket writes it. */
const lamp = ({ conversationId }: Talk, here: boolean) =>
  system('update conversations set visitor_here = $2, visitor_seen_at = to_timestamp($3 / 1000.0) where id = $1', [
    conversationId,
    here,
    shop.services.clock.now(),
  ])

async function after(ms: number): Promise<void> {
  passed += ms
  // Somebody has been watching all the time.
  await system(`update installation set resumed_at = '2026-01-01', watched_at = now() + interval '1 year'`, [])
  // Conversations of other tests are left alone.
  await system(
    `update deadlines set due_at = case when tenant_id = $1 then to_timestamp(0) else 'infinity' end
      where kind = 'unread-mail'`,
    [merchant.tenantId],
  )
  await sweep.sweep()
}

async function arrived(count: number) {
  await vi.waitFor(() => expect(mailbox.received.length).toBeGreaterThanOrEqual(count), 10_000)
  return mailbox.received
}

describe('VIS-02: what an agent says to who has gone', () => {
  async function left(email = `lin-${randomUUID()}@example.com`) {
    const talk = await talking()
    await addressIs(talk.visitor, email)
    await lamp(talk, false)
    return { ...talk, email }
  }

  it('is gathered in one mail after five minutes, and told in the log; nothing goes out twice', async () => {
    const talk = await left()
    await says(agent, talk, '可以拆洗，<b>冷水</b>手洗。')
    const wrong = await says(agent, talk, '30 度')
    await shop.result(agent, recallMessage, { conversationId: talk.conversationId, seq: wrong.seq })
    await shop.result(agent, addNote, { conversationId: talk.conversationId, text: '老顾客，别催' })
    await says(agent, talk, '晾干就好。')
    await after(4 * minute)
    expect(mailbox.received).toEqual([])
    await after(2 * minute)
    // Several workers, and a look after a crash: the same deadline again.
    const other = startUnreadMailSweep(shop.services, parts())
    await Promise.all([after(0), other.sweep(), other.sweep()])
    await other.stop()
    const [mail, ...more] = await arrived(1)
    expect(more).toEqual([])
    expect(mail?.envelopeTo).toEqual([talk.email])
    expect(mail?.subject).toBe('测试商家回复了您（2 条未读消息）')
    expect(mail?.text).toContain('可以拆洗，<b>冷水</b>手洗。')
    expect(mail?.html).toContain('&lt;b&gt;冷水&lt;/b&gt;')
    expect(mail?.text).toContain('晾干就好。')
    for (const absent of ['30 度', '老顾客', '沙发能拆洗吗']) expect(mail?.html).not.toContain(absent)
    expect(mail?.text).toMatch(/http:\/\/shop\.invalid\/chat\/\w+/)
    expect(mail?.raw).toMatch(/List-Unsubscribe:\s+<http:\/\/shop\.invalid\/mail\/mute\//)
    expect(mail?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const { events } = await shop.result<ConversationSnapshot>(agent, get, { conversationId: talk.conversationId })
    const told = events.filter(({ type }) => type === 'visitor.mailed')
    expect(told).toMatchObject([
      { payload: { purpose: 'unread', messageCount: 2, address: 'l…' + talk.email.slice(-13) } },
    ])
    const seen = await shop.result<ConversationSnapshot>(talk.visitor, get, { conversationId: talk.conversationId })
    expect(seen.events.map(({ type }) => type)).not.toContain('visitor.mailed')
  })

  it('is not mailed where he is here, reads meanwhile, left no address, or only a machine has spoken', async () => {
    const here = await left()
    await lamp(here, true)
    await says(agent, here, '在的')
    const reads = await left()
    const { seq } = await says(agent, reads, '在的')
    await shop.result(reads.visitor, markRead, { conversationId: reads.conversationId, seq })
    const stranger = await talking()
    await lamp(stranger, false)
    await says(agent, stranger, '在的')
    await left()
    await after(6 * minute)
    const rows = await system('select mail_id from visitor_mailings where tenant_id = $1', [merchant.tenantId])
    expect(rows).toEqual([])
  })

  it('goes out after the end too; what is said later is another mail, half an hour later at the earliest', async () => {
    const talk = await left()
    await says(agent, talk, '第一句')
    await after(6 * minute)
    await arrived(1)
    await says(agent, talk, '第二句')
    await shop.result(agent, close, { conversationId: talk.conversationId })
    await after(10 * minute)
    expect(mailbox.received).toHaveLength(1)
    await after(21 * minute)
    const [, second] = await arrived(2)
    expect(second?.text).toContain('第二句')
    expect(second?.text).not.toContain('第一句')
    await after(6 * minute)
    const rows = await system(`select from deadlines where kind = 'unread-mail' and subject = $1`, [
      talk.conversationId,
    ])
    expect(rows).toEqual([])
  })

  it('is not mailed to who wants no more of it, until he wants it again', async () => {
    const app = Fastify()
    await muteRoutes(shop.services)(app, {} as never)
    const talk = await left()
    await says(agent, talk, '第一句')
    await after(6 * minute)
    const [mail] = await arrived(1)
    const [path = ''] = /\/mail\/mute\/[^\s?>]+/.exec(mail?.text ?? '') ?? []
    const page = await app.inject({ method: 'GET', url: path })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(talk.email)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const post = (url: string) => app.inject({ method: 'POST', url, headers, payload: 'List-Unsubscribe=One-Click' })
    expect((await post(path)).statusCode).toBe(200)
    await says(agent, talk, '第二句')
    await after(40 * minute)
    const to = { kind: 'typed', address: talk.email.toUpperCase(), confirmed: true }
    expect(await shop.refusal(agent, send, { conversationId: talk.conversationId, to })).toBe('address_muted')
    expect((await post(`${path}/undo`)).statusCode).toBe(200)
    await says(agent, talk, '第三句')
    await after(40 * minute)
    const [, second] = await arrived(2)
    expect(second?.text).toContain('第三句')
    expect(second?.text).not.toContain('第二句')
    expect((await app.inject({ method: 'GET', url: `/mail/mute/${randomUUID()}` })).statusCode).toBe(404)
    await app.close()
  })
})

describe('VIS-02: the transcript by mail', () => {
  const own = `lin-${randomUUID()}@example.com`
  const asked = (talk: Talk, address = own, more = {}) => ({
    conversationId: talk.conversationId,
    address,
    agrees: true,
    ...more,
  })

  it('goes to the visitor who asks for it, without notes, with what was recalled as recalled and pictures along', async () => {
    const talk = await talking()
    expect(await shop.refusal(talk.visitor, ask, asked(talk))).toBe('transcript_empty')
    expect(await shop.result(talk.visitor, offer, { conversationId: talk.conversationId })).toMatchObject({
      offered: false,
    })
    await says(agent, talk, '可以 <script>alert(1)</script>')
    const slip = await says(agent, talk, '说错的话')
    await shop.result(agent, recallMessage, { conversationId: talk.conversationId, seq: slip.seq })
    await shop.result(agent, addNote, { conversationId: talk.conversationId, text: '内部的话' })
    await system(
      `insert into events (tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload, actor_kind, actor_id, actor_name, at, epoch)
       select tenant_id, stream, stream_id, 900, seq, type, version, $2, actor_kind, actor_id, actor_name, at, epoch
         from events where stream_id = $1 and type = 'message.sent' order by seq limit 1`,
      [talk.conversationId, JSON.stringify(pictureMessage)],
    )
    await system('update conversations set seq = 900, visitor_seq = 900 where id = $1', [talk.conversationId])
    const { last } = await shop.result<{ last: OwnMailingView }>(talk.visitor, ask, asked(talk, own, { answers: true }))
    expect(last).toMatchObject({ address: own, status: 'queued' })
    const [mail] = await arrived(1)
    expect(mail?.envelopeTo).toEqual([own])
    expect(mail?.subject).toBe('您与测试商家的对话记录')
    expect(mail?.text).toContain('沙发能拆洗吗？')
    expect(mail?.html).not.toContain('<script>')
    expect(mail?.html).toContain('&lt;script&gt;')
    expect(mail?.text).toContain('这条消息已撤回')
    expect(mail?.raw).toContain('Asia/Shanghai')
    for (const absent of ['说错的话', '内部的话']) expect(`${mail?.html} ${mail?.text}`).not.toContain(absent)
    expect(mail?.attachments).toMatchObject([{ filename: 'sofa.png', mimeType: 'image/png', disposition: 'inline' }])
    await vi.waitFor(async () => {
      const told = await shop.result(talk.visitor, offer, { conversationId: talk.conversationId })
      expect(told).toMatchObject({ offered: true, address: own, last: { status: 'sent', step: null } })
    }, 5_000)
  })

  it('is sent by staff to the customer’s address or one that was typed; a failure stands where it was asked for', async () => {
    const talk = await talking()
    await says(agent, talk, '可以')
    const { conversationId } = talk
    const toContact = { conversationId, to: { kind: 'contact' } }
    expect(await shop.refusal(agent, send, toContact)).toBe('address_unknown')
    const unconfirmed = { conversationId, to: { kind: 'typed', address: own } }
    expect(await shop.refusal(agent, send, unconfirmed)).toBe('input_invalid')
    await addressIs(talk.visitor, 'nobody@example.com')
    const { mailing } = await shop.result<{ mailing: MailingView }>(agent, send, toContact)
    expect(mailing).toMatchObject({ purpose: 'transcript', address: 'n…y@example.com' })
    await vi.waitFor(async () => {
      const { mailings } = await shop.result<{ mailings: MailingView[] }>(agent, list, { conversationId })
      expect(mailings).toMatchObject([{ id: mailing.id, status: 'failed', fault: { step: 'recipient' } }])
    }, 10_000)
    const { events } = await shop.result<ConversationSnapshot>(agent, get, { conversationId })
    expect(events.at(-1)).toMatchObject({ type: 'visitor.mailed', actor: { id: agent.id } })
    const [stored] = await system<{ address: string }>(
      `select payload->>'address' as address from events where stream_id = $1 and type = 'visitor.mailed'`,
      [conversationId],
    )
    expect(stored?.address).toBe('nobody@example.com')
  })

  it('is no way to write to strangers: a few a day for a conversation, a customer and an address', async () => {
    const victim = `victim-${randomUUID()}@example.com`
    const talk = await talking()
    await says(agent, talk, '可以')
    for (let n = 0; n < 3; n += 1) await shop.result(talk.visitor, ask, asked(talk, victim))
    const fourth = await shop.call(talk.visitor, ask, asked(talk, victim))
    expect(fourth).toMatchObject({ ok: false, refusal: { error: { code: 'transcripts_limited', retryable: true } } })
    // Two more from elsewhere fill the address, in whatever letters.
    for (const code of ['', '', 'transcripts_limited']) {
      const other = await talking()
      await says(agent, other, '可以')
      const answer = await shop.call(other.visitor, ask, asked(other, victim.toUpperCase()))
      expect(answer.ok ? '' : answer.refusal.error.code).toBe(code)
    }
    await after(25 * 60 * minute)
    expect(await shop.call(talk.visitor, ask, asked(talk, victim))).toMatchObject({ ok: true })
  })
})

const pictureMessage = {
  from: 'visitor',
  authorName: '访客',
  body: {
    kind: 'image',
    fileId: randomUUID(),
    name: 'sofa.png',
    mime: 'image/png',
    size: picture.length,
    width: 4,
    height: 3,
  },
}
