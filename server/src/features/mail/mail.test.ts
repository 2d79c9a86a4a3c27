import { setTimeout as sleep } from 'node:timers/promises'
import { operations, type MailView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { startWorker, type Worker } from '../../platform/jobs'
import { createLog } from '../../platform/log'
import { createMetrics } from '../../platform/metrics'
import { openMailbox, type Mailbox } from '../../testing/mailbox'
import { mailOfTests, openShop, type Merchant, type Shop } from '../../testing/shop'
import { createPost, deliverMails } from './index'

let shop: Shop
let mailbox: Mailbox
let worker: Worker
let merchant: Merchant
let boss: MemberActor
const logged: string[] = []

beforeAll(async () => {
  shop = await openShop()
  mailbox = await openMailbox({
    allowInsecureAuth: true,
    onAuth({ password }, _session, done) {
      if (password === 'right') done(null, { user: 'service' })
      else done(Object.assign(new Error('Wrong name or password'), { responseCode: 535 }))
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('nobody')) return done(Object.assign(new Error('No mailbox'), { responseCode: 550 }))
      // Grey listing: the first try is put off.
      if (address.startsWith('later') && !seen.has(address)) {
        seen.add(address)
        return done(Object.assign(new Error('Come again'), { responseCode: 451 }))
      }
      done()
    },
  })
  worker = await startWorker({
    url: shop.database.url,
    doors: shop.services.doors,
    clock: systemClock(),
    log: createLog({ level: 'info', destination: { write: (line) => void logged.push(line) } }),
    metrics: createMetrics(),
    handlers: [deliverMails({ services: shop.services, mail: mailOfTests, readFile: () => Promise.resolve(null) })],
    calendar: [],
  })
})

const seen = new Set<string>()

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
  mailbox.received.length = 0
})

afterAll(async () => {
  await worker.stop(5_000)
  await mailbox.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { getServer, changeServer, test, list, resend } = operations.mail
const serverOf = (more: Record<string, unknown> = {}) => ({
  host: '127.0.0.1',
  port: mailbox.port,
  security: 'none',
  user: 'service',
  fromName: '云杉家居',
  fromAddress: 'service@shop.example',
  replyTo: '',
  ...more,
})

async function setUp(more: Record<string, unknown> = {}, password?: string) {
  const { version } = await shop.result<{ version: number }>(boss, getServer, {})
  return shop.call(boss, changeServer, { version, server: serverOf(more), ...(password !== undefined && { password }) })
}

async function post(to: string, key = to) {
  const parts = [{ kind: 'text', text: '您好，周六送到。' }] as const
  const about = { purpose: 'offline-reply', subjectId: merchant.channelId, language: 'zh-CN', title: '回复' } as const
  return shop.services.doors.withTenant(merchant.tenantId, (tx) =>
    createPost(mailOfTests).send(tx, merchant.tenantId, { ...about, to, key, parts }, Date.now()),
  )
}

async function settled(fits: (mails: MailView[]) => boolean): Promise<MailView[]> {
  for (let round = 0; round < 100; round++) {
    const { mails } = await shop.result<{ mails: MailView[] }>(boss, list, {})
    if (fits(mails)) return mails
    await sleep(100)
  }
  throw new Error('it did not settle')
}

describe('a merchant’s mail server', () => {
  it('keeps its password sealed, and tells it to nobody', async () => {
    expect(await setUp({}, 'right')).toMatchObject({ ok: true })
    const stored = await shop.result(boss, getServer, {})
    expect(stored).toMatchObject({ server: { host: '127.0.0.1', user: 'service', passwordSetAt: expect.any(Number) } })
    const rows = await shop.services.doors.withSystem('test', (tx) =>
      tx.rows<{ sealed: Buffer }>('select sealed from mail_passwords where tenant_id = $1', [merchant.tenantId]),
    )
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('right')
    const told = shop.heard.filter(({ tenantId }) => tenantId === merchant.tenantId)
    expect(JSON.stringify([stored, told])).not.toContain('right')
    expect(told.at(-1)).toMatchObject({ type: 'settings.changed', payload: { name: 'mail', to: { user: 'service' } } })
  })

  it('is given its password for the server and the user it was told for, and for no other', async () => {
    await setUp({}, 'right')
    for (const other of [{ host: 'thief.example' }, { port: 2525 }, { user: 'other' }]) {
      expect(await setUp(other)).toMatchObject({ ok: false, refusal: { error: { code: 'mail_password_required' } } })
      const asked = { to: 'lin@example.com', server: serverOf(other) }
      expect(await shop.refusal(boss, test, asked)).toBe('mail_password_required')
    }
    expect(await setUp({ fromName: '云杉' })).toMatchObject({ ok: true })
  })

  it('is tried with what stands in the form, and says in which step it failed', async () => {
    const tried = (more: Record<string, unknown>, password?: string, to = 'lin@example.com') =>
      shop.result<{ fault: unknown }>(boss, test, { to, server: serverOf(more), ...(password && { password }) })
    expect(await tried({}, 'right')).toEqual({ fault: null })
    expect(mailbox.received).toMatchObject([
      { subject: '云杉家居：测试邮件', from: { address: 'service@shop.example' } },
    ])
    expect(await tried({}, 'wrong')).toMatchObject({ fault: { step: 'auth' } })
    expect(await tried({ port: 1 }, 'right')).toMatchObject({ fault: { step: 'connection' } })
    expect(await tried({ host: 'no-such-host.invalid' }, 'right')).toMatchObject({ fault: { step: 'dns' } })
    expect(await tried({}, 'right', 'nobody@example.com')).toMatchObject({ fault: { step: 'recipient' } })
    expect(await shop.refusal(boss, test, { to: 'lin@example.com', server: serverOf({ host: '' }) })).toBe(
      'mail_not_set_up',
    )
  })
})

describe('what goes out by mail', () => {
  it('is written with the change that wants it, once for each cause, and is taken by the server', async () => {
    expect(await post('lin@example.com')).toBeNull()
    await setUp({}, 'right')
    const id = await post('lin@example.com')
    expect(id).not.toBeNull()
    expect(await post('lin@example.com')).toBeNull()
    expect(await settled(([first]) => first?.status === 'sent')).toMatchObject([{ id, attempts: 1, fault: null }])
    expect(mailbox.received).toMatchObject([
      { text: expect.stringContaining('您好，周六送到。') as string, messageId: `<${id}@shop.example>` },
    ])
    const [row] = await shop.services.doors.withTenant(merchant.tenantId, (tx) =>
      tx.rows<Record<string, unknown>>('select body_text, body_html from mails where id = $1', [id]),
    )
    expect(row).toEqual({ body_text: null, body_html: null })
  })

  it('comes again where the server asks for it, and is given up where it says no', async () => {
    await setUp({}, 'right')
    await post('later@example.com')
    await post('nobody@example.com')
    const mails = await settled((all) => all.length === 2 && all.every(({ status }) => status !== 'queued'))
    expect(mails).toMatchObject([
      { recipient: 'nobody@example.com', status: 'failed', attempts: 1, fault: { step: 'recipient' } },
      { recipient: 'later@example.com', status: 'sent', attempts: 2, fault: null },
    ])
    expect(mailbox.received).toHaveLength(1)
    expect(logged.join('')).not.toMatch(/later@example\.com|周六送到/)
  })

  it('is tried again by hand after the fault was put right, and not twice', async () => {
    await setUp({}, 'wrong')
    const id = await post('lin@example.com')
    const [failed] = await settled(([first]) => first?.status === 'failed')
    expect(failed?.fault?.step).toBe('auth')
    expect(await shop.result(boss, list, { status: 'failed' })).toMatchObject({ failedCount: 1, mails: [{ id }] })
    await setUp({}, 'right')
    await shop.result(boss, resend, { mailId: id })
    await settled(([first]) => first?.status === 'sent')
    await shop.result(boss, resend, { mailId: id })
    expect(mailbox.received).toHaveLength(1)
  })
})
