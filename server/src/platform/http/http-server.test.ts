import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { allOperations, errors, operations } from '@keqiao/contract'
import {
  permissions,
  type ChannelId,
  type ContactId,
  type MemberActor,
  type MemberId,
  type TenantId,
  type VisitorActor,
} from '@keqiao/domain'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../clock'
import { newId } from '../ids'
import { createLog } from '../log'
import { createMetrics } from '../metrics'
import { bind, createExecute, refuse, type Binding } from '../operations'
import { createHttpServer } from './http-server'
import { closeHttpServer, findPort, listen, ListenError } from './listening'
import { networkOf } from './request-limits'

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
  permissions: new Set(permissions.filter((permission) => permission !== 'presence:set')),
  scope: 'own',
}
const asVisitor = { authorization: 'Bearer good-token' }
const asMember = { cookie: 'session=good' }
const ownPage = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8080' }
const known = newId()
const calls: { op: string; input: unknown; clientId: string | null; actor: string }[] = []

const bindings: Binding[] = [
  bind(operations.desk.setPresence, async (_actor, input) => ({ status: input.status })),
  bind(operations.desk.get, async () => {
    throw new Error('broken on purpose')
  }),
  bind(operations.conversation.history, async (actor, input) => {
    calls.push({ op: 'history', input, clientId: null, actor: actor.kind })
    return input.conversationId === known ? { events: [], more: false } : refuse('not_found')
  }),
  bind(operations.conversation.addNote, async (actor, input, { clientId }) => {
    calls.push({ op: 'addNote', input, clientId, actor: actor.kind })
    return { seq: 1, at: 2 }
  }),
  bind(operations.conversation.claim, async (actor, input, { clientId }) => {
    calls.push({ op: 'claim', input, clientId, actor: actor.kind })
    return refuse('queue_empty')
  }),
]

let folder: string
const opened: FastifyInstance[] = []

async function open(changes: Partial<Parameters<typeof createHttpServer>[0]['config']> = {}, ready = true) {
  const app = await createHttpServer({
    config: {
      publicUrl: 'http://127.0.0.1:8080',
      trustProxy: false,
      metricsToken: null,
      requestsPerAddress: 0,
      requestsPerPerson: 0,
      version: '0.1.0',
      ...changes,
    },
    log: createLog({ level: 'silent' }),
    metrics: createMetrics(),
    execute: createExecute({ bindings, onFault: () => 'ref-1' }),
    operations: allOperations,
    people: {
      memberOf: async (cookie) => (cookie === 'session=good' ? member : null),
      visitorOf: async (token) => (token === 'good-token' ? visitor : null),
      apiKeyOf: async () => null,
    },
    routes: [
      (scope) => {
        scope.get('/slow', async () => {
          await slow.seen
          return { done: true }
        })
        scope.get('/never', () => new Promise(() => {}))
      },
    ],
    staticSites: {
      console: join(folder, 'console'),
      widget: join(folder, 'widget'),
      manual: join(folder, 'manual'),
      demo: join(folder, 'demo'),
      findChatPage: async () => null,
      demoMerchant: () => 'yunshan',
      demoPage: (path) =>
        path === '' ? { html: '<!doctype html><title>a shop</title>', widgetOrigin: 'http://127.0.0.1:8080' } : null,
    },
    readiness: async () => ({
      ready,
      degraded: false,
      checks: { database: { ok: ready, detail: ready ? '' : 'failed' } },
    }),
  })
  opened.push(app)
  return app
}

let slow: { seen: Promise<void>; release: () => void }

function put(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keqiao-http-'))
  let release = () => {}
  slow = { seen: new Promise<void>((resolve) => (release = resolve)), release: () => release() }
})
afterEach(async () => {
  calls.length = 0
  await Promise.all(opened.splice(0).map((app) => app.close()))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an operation over HTTP', () => {
  it('takes path and query of a read as one input', async () => {
    const app = await open()
    const url = `/api/conversations/${known}/events?beforeSeq=9&limit=5`
    const answer = await app.inject({ url, headers: asVisitor })
    expect([answer.statusCode, answer.json()]).toEqual([200, { events: [], more: false }])
    expect(calls[0]).toMatchObject({ actor: 'visitor', input: { conversationId: known, beforeSeq: 9, limit: 5 } })
  })

  it('takes path, body and Idempotency-Key of a command', async () => {
    const app = await open()
    const key = newId()
    const answer = await app.inject({
      method: 'POST',
      url: `/api/conversations/${known}/notes`,
      headers: { ...asMember, ...ownPage, 'idempotency-key': key.toUpperCase() },
      payload: { text: '退货' },
    })
    expect([answer.statusCode, answer.json()]).toEqual([200, { seq: 1, at: 2 }])
    expect(calls).toEqual([
      { op: 'addNote', actor: 'member', clientId: key, input: { conversationId: known, text: '退货' } },
    ])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('takes a command without a body', async () => {
    const app = await open()
    const headers = { ...asMember, ...ownPage, 'idempotency-key': newId() }
    for (const extra of [{}, { 'content-type': 'application/json' }]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/conversations/claim',
        headers: { ...headers, ...extra },
      })
      expect([answer.statusCode, answer.json()]).toEqual([409, { error: { code: 'queue_empty' } }])
    }
  })

  it('SEC-01: runs nothing and is kept by nobody when an answer is opened as a page', async () => {
    const app = await open()
    for (const url of ['/api/conversations/x', '/api/nothing', '/api/openapi.json']) {
      const { headers } = await app.inject({ url, headers: { cookie: 'session=good' } })
      expect([url, headers]).toEqual([
        url,
        expect.objectContaining({
          'content-type': 'application/json; charset=utf-8',
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
          'content-disposition': 'attachment; filename="answer.json"',
          'x-content-type-options': 'nosniff',
          'cache-control': url === '/api/openapi.json' ? 'public, max-age=300' : 'no-store',
        }),
      ])
    }
    expect((await app.inject({ url: '/api/docs' })).headers).not.toHaveProperty('content-disposition')
  })

  it('answers a foreign id byte for byte like a missing one, headers included', async () => {
    const app = await open()
    const answers = await Promise.all(
      [newId(), newId()].map((id) =>
        app.inject({ url: `/api/conversations/${id}/events?beforeSeq=1`, headers: asMember }),
      ),
    )
    const seen = answers.map(({ statusCode, payload, headers: { date: _date, ...headers } }) => ({
      statusCode,
      payload,
      headers,
    }))
    expect(seen[0]).toEqual(seen[1])
    expect(seen[0]).toMatchObject({ statusCode: 404, payload: '{"error":{"code":"not_found"}}' })
  })

  it.each([
    ['nobody', {}, 401, 'unauthenticated'],
    ['an unknown token', { authorization: 'Bearer other' }, 401, 'unauthenticated'],
    ['a token that is none', { authorization: 'Basic YTpi', ...asMember }, 401, 'unauthenticated'],
    ['an unknown cookie', { cookie: 'session=bad' }, 401, 'unauthenticated'],
    ['a visitor where staff is asked', asVisitor, 403, 'forbidden'],
    ['a member without the permission', { ...asMember, ...ownPage }, 403, 'forbidden'],
    ['a page of another site', { ...asMember, 'sec-fetch-site': 'cross-site' }, 403, 'origin_refused'],
    ['a page of a sister site', { ...asMember, 'sec-fetch-site': 'same-site' }, 403, 'origin_refused'],
    ['a page of another origin', { ...asMember, origin: 'https://shop.example.com' }, 403, 'origin_refused'],
    ['a sandboxed page', { ...asMember, origin: 'null' }, 403, 'origin_refused'],
    ['a cookie from nowhere', asMember, 403, 'origin_refused'],
  ])('refuses %s', async (_who, headers, status, code) => {
    const app = await open()
    const request = { method: 'PUT', url: '/api/desk/presence', payload: { status: 'online' } } as const
    const answer = await app.inject({ ...request, headers: { 'idempotency-key': newId(), ...headers } })
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
  })

  it.each([
    ['malformed JSON', { payload: '{"text":', headers: { 'content-type': 'application/json' } }, 400, 'input_invalid'],
    ['another content type', { payload: 'text=x', headers: { 'content-type': 'text/plain' } }, 400, 'input_invalid'],
    ['a list', { payload: [1] }, 400, 'input_invalid'],
    [
      'a poisoned prototype',
      { payload: '{"__proto__":{"a":1},"text":"x"}', headers: { 'content-type': 'application/json' } },
      400,
      'input_invalid',
    ],
    ['an unknown field', { payload: { text: 'x', more: 1 } }, 400, 'input_invalid'],
    ['a field of the path said twice', { payload: { text: 'x', conversationId: known } }, 400, 'input_invalid'],
    ['a NUL', { payload: { text: 'a\u0000b' } }, 400, 'input_invalid'],
    [
      'a broken surrogate',
      { payload: '{"text":"\\ud800"}', headers: { 'content-type': 'application/json' } },
      400,
      'input_invalid',
    ],
    ['too much', { payload: { text: 'x'.repeat(70_000) } }, 413, 'frame_too_large'],
    [
      'a client id that is none',
      { payload: { text: 'x' }, headers: { 'idempotency-key': '7' } },
      400,
      'client_id_required',
    ],
  ])('refuses %s', async (_what, { payload, headers = {} }: { payload: unknown; headers?: object }, status, code) => {
    const app = await open()
    const answer = await app.inject({
      method: 'POST',
      url: `/api/conversations/${known}/notes`,
      headers: { ...asMember, ...ownPage, 'idempotency-key': newId(), ...headers },
      payload: payload as string,
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
    expect(calls).toEqual([])
  })

  it('needs a client id for a command', async () => {
    const app = await open()
    const url = `/api/conversations/${known}/notes`
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { ...asMember, ...ownPage },
      payload: { text: 'x' },
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'client_id_required'])
  })

  it('answers a fault with a reference and nothing else', async () => {
    const app = await open()
    const answer = await app.inject({ url: '/api/desk', headers: asMember })
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { error: { code: 'internal', data: { reference: 'ref-1' } } },
    ])
  })

  it.each(['/api/nothing', '/api/desk/', '/API/desk', '/api/%E0%A4%A', '/wp-login.php'])('knows no %s', async (url) => {
    const app = await open()
    const answer = await app.inject({ url, headers: asMember })
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: { code: 'route_unknown' } }])
  })
})

describe('limits', () => {
  it('slows one address down and says until when, where the database is asked', async () => {
    const app = await open({ requestsPerAddress: 3 })
    const ask = (remoteAddress: string, url = '/api/nothing') => app.inject({ url, remoteAddress })
    for (let i = 0; i < 3; i++) expect((await ask('192.0.2.1')).statusCode).toBe(404)
    const refused = await ask('192.0.2.1')
    expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'rate_limited'])
    expect(refused.json().error.retryAfterMs).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('192.0.2.2')).statusCode).toBe(404)
    expect((await ask('192.0.2.1', '/chat/some-key')).statusCode).toBe(429)
    expect((await ask('192.0.2.1', '/healthz')).statusCode).toBe(200)
  })

  it('slows one person down whatever his address, and nobody else', async () => {
    const app = await open({ requestsPerPerson: 2 })
    const ask = (remoteAddress: string, headers: Record<string, string>) =>
      app.inject({ url: `/api/conversations/${known}/events?beforeSeq=1`, remoteAddress, headers })
    expect((await ask('192.0.2.1', asVisitor)).statusCode).toBe(200)
    expect((await ask('192.0.2.2', asVisitor)).statusCode).toBe(200)
    expect((await ask('192.0.2.3', asVisitor)).statusCode).toBe(429)
    expect((await ask('192.0.2.3', asMember)).statusCode).toBe(200)
  })

  it('believes X-Forwarded-For only from proxies it was told of', async () => {
    for (const [trustProxy, status] of [
      [false, 429],
      [1, 404],
    ] as const) {
      const app = await open({ requestsPerAddress: 1, trustProxy })
      const from = (address: string) =>
        app.inject({ url: '/api/x', remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': address } })
      await from('192.0.2.1')
      expect((await from('192.0.2.2')).statusCode).toBe(status)
    }
  })

  it('takes the /64 of IPv6 for one address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
    expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64')
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1')
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1')
  })
})

describe('health', () => {
  it('is alive, and ready or not with the reasons', async () => {
    expect((await (await open()).inject('/healthz')).json()).toEqual({ alive: true })
    expect((await (await open()).inject('/readyz')).statusCode).toBe(200)
    const answer = await (await open({}, false)).inject('/readyz')
    expect([answer.statusCode, answer.json().checks.database]).toEqual([503, { ok: false, detail: 'failed' }])
  })

  it('shows its figures on this machine, not through a proxy and not to others', async () => {
    const app = await open()
    const answer = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
    expect(answer.payload).toContain('# TYPE log_reader_lag_seconds gauge')
    const proxied = { url: '/metrics', remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '192.0.2.1' } }
    expect((await app.inject(proxied)).statusCode).toBe(404)
    expect((await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode).toBe(404)
  })

  it('shows its figures to whoever has the token, once there is one', async () => {
    const app = await open({ metricsToken: 'a-long-metrics-token' })
    const ask = (headers: Record<string, string>) =>
      app.inject({ url: '/metrics', remoteAddress: '192.0.2.1', headers })
    expect((await ask({ authorization: 'Bearer a-long-metrics-token' })).statusCode).toBe(200)
    expect((await ask({ authorization: 'Bearer another' })).statusCode).toBe(404)
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).statusCode).toBe(404)
  })

  it('counts requests by pattern, never by address', async () => {
    const app = await open()
    await app.inject({ url: `/api/conversations/${known}/events?beforeSeq=1`, headers: asVisitor })
    const { payload } = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
    expect(payload).toContain('route="/api/conversations/:conversationId/events"')
    expect(payload).not.toContain(known)
  })
})

describe('the description', () => {
  it('is valid OpenAPI 3.1 and names every operation', async () => {
    const document = (await (await open()).inject('/api/openapi.json')).json()
    const result = await new Validator().validate(structuredClone(document))
    expect(result.errors ?? []).toEqual([])
    expect(document.openapi).toBe('3.1.0')
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths)
      .flatMap((path) => Object.values(path))
      .map(({ operationId }) => operationId)
    expect(ids.sort()).toEqual(allOperations.map(({ name }) => name).sort())
  })

  it('refers to nothing that is not there', async () => {
    const { payload } = await (await open()).inject('/api/openapi.json')
    const { schemas } = JSON.parse(payload).components
    const names = [...payload.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref)
    expect(names.length).toBeGreaterThan(5)
    for (const ref of names) expect(schemas).toHaveProperty(ref.replace('#/components/schemas/', ''))
  })

  it('is readable, with every operation and every code, and runs no script', async () => {
    const answer = await (await open()).inject('/api/docs')
    for (const { name } of allOperations) expect(answer.payload).toContain(`<article id="${name}">`)
    for (const code of Object.keys(errors)) expect(answer.payload).toContain(`id="error-${code}"`)
    const policy = String(answer.headers['content-security-policy'])
    const nonce = /nonce-([^']+)/.exec(policy)?.[1]
    expect(answer.payload).toContain(`<style nonce="${nonce}">`)
    expect(policy).not.toContain('script-src')
    expect(answer.payload).not.toMatch(/<script|undefined|\[object/)
  })
})

describe('pages', () => {
  it('leads to the console, and says what to do when it is not built', async () => {
    const app = await open()
    expect((await app.inject('/')).headers.location).toBe('/console/')
    const answer = await app.inject('/console/')
    expect([answer.statusCode, answer.payload.includes('npm start')]).toEqual([503, true])
  })

  it('serves the console with a fresh nonce, and its own addresses with the same page', async () => {
    put(
      'console/index.html',
      '<meta content="__CSP_NONCE__"><meta name="demo-merchant" content="__DEMO_MERCHANT__"><script nonce="__CSP_NONCE__">',
    )
    put('console/assets/a-1.js', `export const text = '${'退货'.repeat(1_000)}'`)
    const app = await open()
    const pages = await Promise.all(['/console/', '/console/dialogues/7?tab=1'].map((url) => app.inject(url)))
    const nonces = pages.map(({ payload }) => /content="([^"]+)"/.exec(payload)?.[1])
    expect(new Set(nonces).size).toBe(2)
    expect(pages[0]?.payload).toContain('<meta name="demo-merchant" content="yunshan">')
    expect(pages[0]?.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonces[0]}'`)
    expect(pages[0]?.headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
    expect(pages[0]?.headers['cache-control']).toBe('no-cache')
  })

  it('serves fingerprinted files for ever, compressed, and never a page in their place', async () => {
    const app = await open()
    const asset = await app.inject({ url: '/console/assets/a-1.js', headers: { 'accept-encoding': 'gzip' } })
    expect(asset.headers['cache-control']).toContain('immutable')
    expect(gunzipSync(asset.rawPayload).toString()).toContain('退货')
    const etag = String(asset.headers.etag)
    const again = await app.inject({ url: '/console/assets/a-1.js', headers: { 'if-none-match': etag } })
    expect([again.statusCode, again.payload]).toEqual([304, ''])
    const plain = { url: '/console/assets/a-1.js', headers: { 'accept-encoding': 'br;q=0, gzip;q=0.0' } }
    expect((await app.inject(plain)).payload).toContain('退货')
    expect((await app.inject('/console/assets/b-2.js')).statusCode).toBe(404)
  })

  it.each([
    '/console/../../secret.txt',
    '/console/%2e%2e/%2e%2e/secret.txt',
    '/console/..%2f..%2fsecret.txt',
    '/widget/../secret.txt',
    '/console/.vite/manifest.json',
  ])('does not leave the folder by %s', async (url) => {
    put('secret.txt', 'top secret')
    put('console/.vite/manifest.json', 'top secret')
    const app = await open()
    expect((await app.inject(url)).payload).not.toContain('top secret')
  })

  it('lets any page embed the widget, and nothing else', async () => {
    put('widget/loader.js', 'window.Keqiao = {}')
    put('widget/frame/index.html', '<script type="module" src="./assets/f.js"></script>')
    const app = await open()
    const loader = await app.inject('/widget/loader.js')
    expect(loader.headers['content-type']).toMatch(/^text\/javascript/)
    expect(loader.headers['cache-control']).toBe('public, max-age=300')
    expect(loader.headers['cross-origin-resource-policy']).toBe('cross-origin')
    const frame = await app.inject('/widget/frame/index.html')
    expect(frame.headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors \*$/)
    expect(frame.headers['x-frame-options']).toBeUndefined()
    // A template, not a page.
    put('widget/frame/chat.html', '__TITLE__')
    expect((await app.inject('/widget/frame/chat.html')).statusCode).toBe(404)
  })

  it('shows the preview of a channel to the console alone, and lets it ask for nothing', async () => {
    put('widget/preview/index.html', '<script type="module" src="./assets/p.js"></script>')
    put('console/index.html', '<title>console</title>')
    const app = await open()
    const policyOf = async (url: string) => String((await app.inject(url)).headers['content-security-policy'])
    const preview = await policyOf('/widget/preview/index.html')
    expect(preview).toMatch(/default-src 'none'.*frame-ancestors 'self'$/)
    expect(preview).not.toContain('connect-src')
    expect(await policyOf('/console/')).toContain("frame-src 'self'")
  })

  it('serves the demo shop under a policy that lets its widget in', async () => {
    put('demo/shop.css', 'body { color: black }')
    const app = await open()
    const page = await app.inject('/demo/')
    expect(page.payload).toBe('<!doctype html><title>a shop</title>')
    expect(page.headers['content-security-policy']).toContain("script-src 'self' http://127.0.0.1:8080")
    expect((await app.inject('/demo/shop.css')).payload).toBe('body { color: black }')
    expect((await app.inject('/demo/nothing.html')).statusCode).toBe(404)
  })

  it('asks for https only where it is served by https', async () => {
    expect((await (await open()).inject('/healthz')).headers['strict-transport-security']).toBeUndefined()
    const app = await open({ publicUrl: 'https://chat.example.com' })
    const { headers } = await app.inject('/healthz')
    expect(headers['strict-transport-security']).toBeDefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})

describe('listening', () => {
  it('takes the next free port unless it was named', async () => {
    const [first, second] = [await open(), await open()]
    const port = await listen(first, '127.0.0.1', 0)
    expect(await findPort({ host: '127.0.0.1', port, portIsFixed: false })).toBeGreaterThan(port)
    const failed = listen(second, '127.0.0.1', await findPort({ host: '127.0.0.1', port, portIsFixed: true }))
    await expect(failed).rejects.toThrow(ListenError)
    await expect(failed).rejects.toMatchObject({ code: 'port_occupied' })
  })

  it('answers noise with a refusal and goes on', async () => {
    const app = await open()
    const port = await listen(app, '127.0.0.1', 0)
    const socket = connect(port, '127.0.0.1')
    socket.write('\u0016\u0003\u0001 no http\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"input_invalid"/)
    socket.destroy()
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })

  it('finishes what runs when it closes, and takes nothing new', async () => {
    const app = await open()
    const port = await listen(app, '127.0.0.1', 0)
    const arrived = once(app.server, 'request')
    const running = fetch(`http://127.0.0.1:${port}/slow`)
    await arrived
    const closed = closeHttpServer(app, systemClock(), 20_000)
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/healthz`).then(
          () => 'open',
          () => 'shut',
        ),
      )
      .toBe('shut')
    slow.release()
    expect(await (await running).json()).toEqual({ done: true })
    await closed
  })

  it('cuts what does not end in time', async () => {
    const app = await open()
    const port = await listen(app, '127.0.0.1', 0)
    const arrived = once(app.server, 'request')
    const cut = fetch(`http://127.0.0.1:${port}/never`).then(
      () => 'answered',
      () => 'cut',
    )
    await arrived
    await closeHttpServer(app, systemClock(), 50)
    expect(await cut).toBe('cut')
  })
})
