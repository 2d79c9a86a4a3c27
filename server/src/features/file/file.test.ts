import { connect } from 'node:net'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allOperations, FRAME_LIMITS, type FileView } from '@keqiao/contract'
import {
  permissions,
  type ChannelId,
  type ContactId,
  type MemberActor,
  type MemberId,
  type TenantId,
  type VisitorActor,
} from '@keqiao/domain'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../platform/clock'
import { createHttpServer, listen } from '../../platform/http'
import { newId } from '../../platform/ids'
import { createLog } from '../../platform/log'
import { createMetrics } from '../../platform/metrics'
import { createExecute, refuse } from '../../platform/operations'
import { createOutgoing } from '../../platform/outgoing'
import { openLocalStorage } from '../../platform/storage'
import { testDatabase } from '../../testing/database'
import { createFiles, factsOf } from './index'

const tenantId = newId<TenantId>()
const visitor: VisitorActor = {
  kind: 'visitor',
  tenantId,
  id: newId<ContactId>(),
  channelId: newId<ChannelId>(),
  name: '访客',
}
const member: MemberActor = {
  kind: 'member',
  tenantId,
  id: newId<MemberId>(),
  name: '小桥',
  permissions: new Set(permissions),
  scope: 'own',
}
const conversationId = newId()
let skewMs = 0
const machine = systemClock()
const clock: Clock = { ...machine, now: () => machine.now() + skewMs }

let database: Awaited<ReturnType<typeof testDatabase>>
let folder: string
let app: FastifyInstance
let base: string
let faults: string[]

beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'keqiao-files-'))
  await seed()
  const metrics = createMetrics()
  const onFault = (error: unknown) => {
    faults.push(String(error))
    return 'ref'
  }
  const files = createFiles({
    doors: database.doors,
    storage: await openLocalStorage(folder, clock),
    clock,
    publicUrl: 'http://127.0.0.1:8080',
    outgoing: createOutgoing({ allowPrivate: false }),
    onError: onFault,
    secret: 'a secret of at least thirty-two characters',
    mayAttach: async (_actor, id) => (id === conversationId ? null : refuse('not_found')),
    metrics,
    onFault,
  })
  app = await createHttpServer({
    config: {
      publicUrl: 'http://127.0.0.1:8080',
      trustProxy: false,
      metricsToken: null,
      requestsPerAddress: 0,
      requestsPerPerson: 0,
      version: '0.1.0',
    },
    log: createLog({ level: 'silent' }),
    metrics,
    execute: createExecute({ bindings: [], onFault }),
    operations: allOperations,
    people: {
      memberOf: async (cookie) => (cookie === 'session=good' ? member : null),
      visitorOf: async (token) => (token === 'good' ? visitor : null),
      apiKeyOf: async () => null,
    },
    routes: [files.routes],
    staticSites: {
      console: folder,
      widget: folder,
      manual: folder,
      demo: folder,
      findChatPage: async () => null,
      demoMerchant: () => null,
      demoPage: () => null,
    },
    readiness: async () => ({ ready: true, degraded: false, checks: {} }),
  })
  base = `http://127.0.0.1:${await listen(app, '127.0.0.1', 0)}`
})
beforeEach(() => {
  skewMs = 0
  faults = []
})
afterAll(async () => {
  await app?.close()
  await database?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

async function seed(): Promise<void> {
  await database.doors.withSystem('test', async (tx) => {
    const groupId = newId()
    await tx.rows(`insert into tenants (id, code, name) values ($1, 'shop', 'Shop')`, [tenantId])
    await tx.rows(`insert into groups (tenant_id, id, name) values ($1, $2, 'G')`, [tenantId, groupId])
    await tx.rows(`insert into contacts (tenant_id, id, name) values ($1, $2, 'V')`, [tenantId, visitor.id])
    await tx.rows(`insert into channels (tenant_id, id, key, name, group_id) values ($1, $2, 'k', 'C', $3)`, [
      tenantId,
      visitor.channelId,
      groupId,
    ])
    await tx.rows(
      `insert into conversations (tenant_id, id, room_number, channel_id, group_id, group_name, contact_id, visitor_name,
         status, opened_at, queued_at)
       values ($1, $2, '123456', $3, $4, 'G', $5, 'V', 'queued', now(), now())`,
      [tenantId, conversationId, visitor.channelId, groupId, visitor.id],
    )
  })
}

interface Upload {
  readonly name?: string
  readonly content: Buffer | string
  readonly key?: string
  readonly to?: string
  readonly headers?: Record<string, string>
}

async function upload({ name = 'file.txt', content, key = newId(), to = conversationId, headers }: Upload) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name)
  const response = await fetch(`${base}/api/conversations/${to}/files`, {
    method: 'POST',
    headers: { authorization: 'Bearer good', 'idempotency-key': key, ...headers },
    body: form,
  })
  const body = (await response.json()) as FileView & { error?: { code: string; data?: unknown } }
  return { status: response.status, body, code: body.error?.code }
}

async function uploaded(of: Upload): Promise<FileView> {
  const { status, body } = await upload(of)
  expect([status, body.error]).toEqual([200, undefined])
  return body
}

const read = (url: string, headers: Record<string, string> = {}) => fetch(base + url, { headers })
const content = async (url: string) => Buffer.from(await (await read(url)).arrayBuffer())
const staged = () => readdirSync(join(folder, 'staging'))

/** Decoders for content in memory are switched off in this process, so it goes through a file, as in the product. */
async function factsOfPicture(bytes: Buffer) {
  const path = join(folder, 'looked-at')
  writeFileSync(path, bytes)
  return sharp(path).metadata()
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 20, g: 90, b: 200 } } })

describe('file.upload', () => {
  it('keeps a text as it is, under its Chinese name, and serves it for saving only', async () => {
    const view = await uploaded({ name: '退货 说明.txt', content: '七天无理由\n' })
    expect(view).toMatchObject({ name: '退货 说明.txt', mime: 'text/plain', size: 16 })
    const response = await read(view.url)
    expect(await response.text()).toBe('七天无理由\n')
    const headers = Object.fromEntries(response.headers)
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-length': '16',
    })
    expect(headers['content-disposition']).toMatch(/^attachment;.*filename\*=UTF-8''%E9%80%80%E8%B4%A7%20/)
    expect(headers['cache-control']).toMatch(/^private, max-age=\d+, immutable$/)
    expect(staged()).toEqual([])
  })

  it('encodes a photo anew: upright, without place and device, and shows it in place', async () => {
    const exif = {
      IFD0: { Make: 'SpyPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 0/1' },
    }
    const photo = await picture(60, 40).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await factsOfPicture(photo)).toMatchObject({ orientation: 6, width: 60, height: 40 })
    expect(photo.includes('SpyPhone')).toBe(true)
    const view = await uploaded({
      name: 'IMG_1.JPG',
      content: Buffer.concat([photo, Buffer.from('<script>behind</script>')]),
    })
    expect(view).toMatchObject({ name: 'IMG_1.JPG', mime: 'image/jpeg', width: 40, height: 60 })
    const kept = await content(view.url)
    const facts = await factsOfPicture(kept)
    expect([facts.width, facts.height, facts.exif, facts.orientation]).toEqual([40, 60, undefined, undefined])
    expect(kept.includes('SpyPhone') || kept.includes('behind')).toBe(false)
    expect(view.size).toBe(kept.length)
    expect((await read(view.url)).headers.get('content-disposition')).toMatch(/^inline;/)
  })

  it.each(['gif', 'webp'] as const)('keeps the frames of an animated %s', async (format) => {
    const frames = Buffer.concat([0, 120, 240].map((red) => Buffer.alloc(20 * 20 * 3, red)))
    const raw = { width: 20, height: 60, channels: 3, pageHeight: 20 } as const
    const delay = [80, 80, 80]
    const drawn = sharp(frames, { raw })
    const animation = await (format === 'gif' ? drawn.gif({ delay }) : drawn.webp({ delay })).toBuffer()
    const view = await uploaded({ name: `a.${format}`, content: animation })
    expect(view).toMatchObject({ width: 20, height: 20, mime: `image/${format}` })
    const kept = await factsOfPicture(await content(view.url))
    expect([kept.pages, kept.delay]).toEqual([3, [80, 80, 80]])
  })

  it.each(['png', 'avif'] as const)('takes %s', async (format) => {
    const view = await uploaded({ name: `a.${format}`, content: await picture(30, 20)[format]().toBuffer() })
    expect(view).toMatchObject({ width: 30, height: 20, mime: `image/${format}` })
  })

  it('scales a picture down that has too many pixels', async () => {
    const view = await uploaded({ name: 'big.png', content: await picture(8_000, 5_000).png().toBuffer() })
    const { width = 0, height = 0 } = view
    expect(width * height).toBeLessThanOrEqual(25_000_000)
    expect(width / height).toBeCloseTo(1.6, 2)
  })

  it('gives a picture under a wrong picture name its true one', async () => {
    const view = await uploaded({ name: '微信图片.jpg', content: await picture(5, 5).webp().toBuffer() })
    expect([view.name, view.mime]).toEqual(['微信图片.webp', 'image/webp'])
  })

  it('takes what shops and customers send', async () => {
    const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'
    expect((await uploaded({ name: 'a.pdf', content: pdf })).mime).toBe('application/pdf')
    expect((await uploaded({ name: 'a.csv', content: '品名,数量\r\n茶,2\r\n' })).mime).toBe('text/plain')
    const zip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex')
    expect((await uploaded({ name: 'a.zip', content: zip })).mime).toBe('application/zip')
    const gbk = Buffer.from([0xcd, 0xcb, 0xbb, 0xf5])
    expect((await uploaded({ name: 'gbk.txt', content: gbk })).size).toBe(4)
  })

  const bomb = async () => {
    const huge = await picture(10_010, 10_010).toColourspace('b-w').png().toBuffer()
    expect(huge.length).toBeLessThan(FRAME_LIMITS.maxFileBytes)
    return huge
  }
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  it.each<[string, string, () => Promise<Buffer | string>, string]>([
    [
      'a program under the name of a picture',
      'photo.jpg',
      async () => Buffer.from(`MZ${'\0'.repeat(200)}`),
      'file_type_refused',
    ],
    ['a program', 'setup.exe', async () => Buffer.from(`MZ${'\0'.repeat(200)}`), 'file_type_refused'],
    ['a page', 'a.html', async () => '<!doctype html><script>alert(1)</script>', 'file_type_refused'],
    [
      'a page under the name of a picture',
      'a.png',
      async () => '<!doctype html><script>alert(1)</script>',
      'file_type_refused',
    ],
    ['SVG', 'a.svg', async () => svg, 'file_type_refused'],
    ['SVG under the name of a picture', 'a.png', async () => `<?xml version="1.0"?>${svg}`, 'file_type_refused'],
    ['a PDF under the name of a text', 'a.txt', async () => '%PDF-1.7\n', 'file_type_refused'],
    ['noise under the name of a text', 'a.txt', async () => Buffer.from([0, 1, 2, 3]), 'file_type_refused'],
    [
      'half a picture',
      'a.png',
      async () => (await picture(300, 300).png().toBuffer()).subarray(0, 200),
      'file_type_refused',
    ],
    ['a picture that would fill the memory', 'a.png', bomb, 'file_type_refused'],
    ['nothing', 'a.txt', async () => '', 'file_empty'],
    ['too much', 'a.txt', async () => Buffer.alloc(FRAME_LIMITS.maxFileBytes + 1, 65), 'file_too_large'],
    ['far too much', 'a.txt', async () => Buffer.alloc(FRAME_LIMITS.maxFileBytes + 100_000, 65), 'file_too_large'],
  ])('refuses %s', async (_what, name, make, code) => {
    expect((await upload({ name, content: await make() })).code).toBe(code)
    expect(staged()).toEqual([])
    expect(faults).toEqual([])
  })

  it('takes exactly as much as is allowed', async () => {
    const view = await uploaded({ name: 'a.txt', content: Buffer.alloc(FRAME_LIMITS.maxFileBytes, 65) })
    expect(view.size).toBe(FRAME_LIMITS.maxFileBytes)
  })

  it('answers a repeat with the first answer, and another content under the same key with a refusal', async () => {
    const key = newId()
    const first = await uploaded({ name: 'a.txt', content: 'a', key })
    expect(await uploaded({ name: 'a.txt', content: 'a', key })).toEqual(first)
    expect((await upload({ name: 'a.txt', content: 'b', key })).code).toBe('client_id_reused')
    expect((await upload({ name: 'b.txt', content: 'a', key })).code).toBe('client_id_reused')
  })

  it('stores one file of many equal uploads at once', async () => {
    const key = newId()
    const views = await Promise.all(Array.from({ length: 6 }, () => uploaded({ name: 'a.txt', content: 'same', key })))
    expect(new Set(views.map(({ id }) => id)).size).toBe(1)
    const shards = readdirSync(join(folder, 'stored', tenantId), { recursive: true, withFileTypes: true })
    const rows = await database.doors.withTenant(tenantId, (tx) => tx.rows('select id from files'))
    expect(shards.filter((entry) => entry.isFile())).toHaveLength(rows.length)
  })

  it('asks who it is, for a key, and for a conversation that is his', async () => {
    expect((await upload({ content: 'a', headers: { authorization: 'Bearer bad' } })).code).toBe('unauthenticated')
    expect((await upload({ content: 'a', headers: { 'idempotency-key': 'x' } })).code).toBe('client_id_required')
    expect((await upload({ content: 'a', to: newId() })).code).toBe('not_found')
    expect((await upload({ content: 'a', to: 'x' })).code).toBe('input_invalid')
    expect(staged()).toEqual([])
  })

  it('refuses what is no upload of one file', async () => {
    const send = async (type: string, body: string) => {
      const headers = { authorization: 'Bearer good', 'idempotency-key': newId(), 'content-type': type }
      const response = await fetch(`${base}/api/conversations/${conversationId}/files`, {
        method: 'POST',
        headers,
        body,
      })
      return ((await response.json()) as { error: { code: string } }).error.code
    }
    const part = (field: string) =>
      `--b\r\nContent-Disposition: form-data; name="${field}"; filename="a.txt"\r\n\r\nabc\r\n`
    expect(await send('application/json', '{}')).toBe('upload_malformed')
    expect(await send('multipart/form-data', 'abc')).toBe('upload_malformed')
    expect(await send('multipart/form-data; boundary=b', `${part('other')}--b--\r\n`)).toBe('upload_malformed')
    expect(await send('multipart/form-data; boundary=b', '--b--\r\n')).toBe('upload_malformed')
    expect(await send('multipart/form-data; boundary=b', part('file'))).toBe('upload_malformed')
    expect(await send('multipart/form-data; boundary=b', 'no boundary at all')).toBe('upload_malformed')
    expect(staged()).toEqual([])
    expect(faults).toEqual([])
  })

  it('leaves nothing behind of an upload that breaks off', async () => {
    const { port } = new URL(base)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      `POST /api/conversations/${conversationId}/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n` +
        `Idempotency-Key: ${newId()}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n` +
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
    )
    await expect.poll(() => staged().length).toBe(1)
    socket.destroy()
    await expect.poll(() => staged().length).toBe(0)
  })
})

describe('a signed address', () => {
  it('is the same all day, and ends after seven days', async () => {
    const view = await uploaded({ content: 'a' })
    expect((await read(view.url)).status).toBe(200)
    skewMs = 6.9 * 24 * 60 * 60 * 1_000
    expect((await read(view.url)).status).toBe(200)
    skewMs = 8.1 * 24 * 60 * 60 * 1_000
    const late = await read(view.url)
    expect([late.status, await late.json()]).toEqual([403, { error: { code: 'file_link_expired' } }])
  })

  it('answers a forged one like one of no file', async () => {
    const [one, two] = [await uploaded({ content: 'a' }), await uploaded({ content: 'b' })]
    const query = one.url.split('?')[1] ?? ''
    const forged = [
      two.url.replace(/\?.*/, `?${query}`),
      one.url.replace(/e=\d/, 'e=9'),
      one.url.replace(/&s=.*/, ''),
      one.url.replace(/&s=./, '&s=é'),
      `/files/${newId()}/a.txt?${query}`,
      '/files/../a.txt?e=1&s=1',
    ]
    for (const url of forged) {
      const response = await read(url)
      expect([response.status, await response.json()]).toMatchObject([404, { error: {} }])
    }
  })

  it('gives players the part they ask for', async () => {
    const { url } = await uploaded({ content: '0123456789' })
    const part = async (range: string) => {
      const response = await read(url, { range })
      return [response.status, response.headers.get('content-range'), await response.text()]
    }
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await part('bytes=-2')).toEqual([206, 'bytes 8-9/10', '89'])
    expect(await part('bytes=5-99')).toEqual([206, 'bytes 5-9/10', '56789'])
    expect(await part('bytes=10-')).toEqual([416, 'bytes */10', ''])
    expect(await part('bytes=0-1,4-5')).toEqual([200, null, '0123456789'])
    const head = await fetch(base + url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
  })
})

describe('factsOf', () => {
  it('knows a file for who uploaded it and where, and for nobody else', async () => {
    const { id, url: _url, ...facts } = await uploaded({ name: 'a.png', content: await picture(3, 2).png().toBuffer() })
    const ask = (to: string, actor: typeof visitor | typeof member, file = id) =>
      database.doors.withTenant(actor.tenantId, (tx) => factsOf(tx, file, to, actor))
    expect(await ask(conversationId, visitor)).toEqual({ fileId: id, ...facts })
    expect(await ask(newId(), visitor)).toBeNull()
    expect(await ask(conversationId, member)).toBeNull()
    expect(await ask(conversationId, visitor, newId())).toBeNull()
    expect(await ask(conversationId, { ...visitor, tenantId: newId<TenantId>() })).toBeNull()
  })
})
