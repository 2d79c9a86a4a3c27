import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMailbox, type Mailbox } from '../../testing/mailbox'
import { htmlOf, MailError, sendMail, textOf, type MailMessage, type MailServer } from './index'
import { reachableAddress } from './reachable-address'

const loopback = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  login: null,
  trusted: true,
  ...more,
})

const message = (more: Partial<MailMessage> = {}): MailMessage => ({
  messageId: '<one@shop.example>',
  from: { name: '云杉家居', address: 'service@shop.example' },
  to: 'lin@example.com',
  replyTo: null,
  subject: '回复了您的留言',
  text: '您好',
  html: '<p>您好</p>',
  ...more,
})

/** The step that failed, and whether it may be tried again. */
async function faultOf(server: MailServer, more: Partial<MailMessage> = {}, allowPrivate = true) {
  const error: unknown = await sendMail(server, message(more), { allowPrivate }).catch((thrown: unknown) => thrown)
  if (!(error instanceof MailError)) throw new Error('it was taken')
  return error.fault
}

let open: Mailbox
let strict: Mailbox
let rude: Server

beforeAll(async () => {
  open = await openMailbox()
  strict = await openMailbox({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'service' && password === 'right') done(null, { user: username })
      else done(Object.assign(new Error('Wrong name or password'), { responseCode: 535 }))
    },
    onMailFrom({ address }, _session, done) {
      if (address.endsWith('@shop.example')) done()
      else done(Object.assign(new Error('Not your address'), { responseCode: 553 }))
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('full')) done(Object.assign(new Error('Mailbox is full'), { responseCode: 452 }))
      else if (address.startsWith('nobody')) done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }))
      else done()
    },
  })
  rude = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => void rude.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  await Promise.all([open.stop(), strict.stop(), new Promise((resolve) => rude.close(resolve))])
})

const login = { user: 'service', password: 'right' }

describe('a mail', () => {
  it('arrives as it was written, in both forms, under its own id', async () => {
    await sendMail(loopback(open.port), message({ replyTo: 'desk@shop.example' }), { allowPrivate: true })
    const [mail] = open.received.splice(0)
    expect(mail).toMatchObject({
      from: { name: '云杉家居', address: 'service@shop.example' },
      to: [{ address: 'lin@example.com' }],
      replyTo: [{ address: 'desk@shop.example' }],
      subject: '回复了您的留言',
      messageId: '<one@shop.example>',
      text: '您好',
      html: '<p>您好</p>',
    })
    expect(mail?.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }))
  })

  it('cannot be given a header or a recipient by what somebody wrote', async () => {
    const wicked = 'x\r\nBcc: thief@example.com\r\n\r\nbody'
    const more = { subject: wicked, from: { name: wicked, address: 'service@shop.example' } }
    await sendMail(loopback(open.port), message(more), { allowPrivate: true })
    const [mail] = open.received.splice(0)
    expect(mail?.envelopeTo).toEqual(['lin@example.com'])
    expect(mail?.bcc).toBeUndefined()
    expect(mail?.raw).not.toMatch(/^bcc:/im)
    expect(mail?.subject).toBe('x Bcc: thief@example.com body')
  })

  it('carries a picture inside, and fetches nothing by itself', async () => {
    const content = Buffer.from('not really a picture')
    const attachments = [{ name: '坏了.png', mime: 'image/png', content, cid: 'one' }]
    const html = '<img src="cid:one"><img src="file:///etc/passwd">'
    await sendMail(loopback(open.port), message({ attachments, html }), { allowPrivate: true })
    const [mail] = open.received.splice(0)
    expect(mail?.attachments).toHaveLength(1)
    expect(mail?.attachments[0]).toMatchObject({ filename: '坏了.png', mimeType: 'image/png', contentId: '<one>' })
  })
})

describe('what went wrong', () => {
  it.each([
    ['dns', () => faultOf(loopback(25, { host: 'no-such-host.invalid' })), false],
    ['connection', () => faultOf(loopback(addressOf(rude))), false],
    ['tls', () => faultOf(loopback(open.port, { security: 'tls' })), false],
    ['tls', () => faultOf(loopback(open.port, { security: 'starttls' })), true],
    ['auth', () => faultOf(loopback(strict.port, { login: { user: 'service', password: 'wrong' } })), true],
    [
      'sender',
      () => faultOf(loopback(strict.port, { login }), { from: { name: '', address: 'service@other.example' } }),
      true,
    ],
    ['recipient', () => faultOf(loopback(strict.port, { login }), { to: 'nobody@example.com' }), true],
    ['recipient', () => faultOf(loopback(strict.port, { login }), { to: 'full@example.com' }), false],
  ] as const)('is told: %s', async (step, run, permanent) => {
    const fault = await run()
    expect(fault).toMatchObject({ step, permanent })
    expect(fault.detail).not.toBe('')
  })

  it('is told without what the server said where it goes into logs', () => {
    const fault = { step: 'recipient', detail: 'lin@example.com', permanent: true } as const
    expect(new MailError(fault).message).not.toContain('lin@example.com')
  })
})

describe('a server that a merchant names', () => {
  it('must not stand in our own network, by whatever name', async () => {
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      expect(await faultOf(loopback(open.port, { host, trusted: false }), {}, false)).toMatchObject({
        step: 'address',
        permanent: true,
      })
    }
    expect(open.received).toEqual([])
    await expect(reachableAddress('127.0.0.1', true)).resolves.toBe('127.0.0.1')
  })
})

it('is written so that nobody’s words become markup', () => {
  const parts = [
    { kind: 'said', by: '<b>林', text: '1 < 2 & "3"\n<script>alert(1)</script>' },
    { kind: 'link', label: '继续', url: 'https://shop.example/?a="><script>' },
  ] as const
  const html = htmlOf('zh-CN', '<title>', parts)
  expect(html).not.toContain('<script>')
  expect(html).toContain('1 &lt; 2 &amp; &quot;3&quot;<br>&lt;script&gt;')
  expect(textOf(parts)).toBe(
    '<b>林\n> 1 < 2 & "3"\n> <script>alert(1)</script>\n\n继续\nhttps://shop.example/?a="><script>\n',
  )
})

function addressOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
