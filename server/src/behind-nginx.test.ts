import { readFile } from 'node:fs/promises'
import type { OutgoingHttpHeaders } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { FRAME_LIMITS, PROTOCOL_VERSION } from '@keqiao/contract'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folders } from './config'
import { isNginxThere, startNginx, type Nginx } from './testing/nginx'
import { runProduct, type RunningProduct } from './testing/running-product'

if (!isNginxThere) console.warn('SKIPPED: nginx or openssl is not installed, so the guide of the proxy is NOT tested')

it('has a real nginx at hand where every test must run', () => {
  expect(isNginxThere || !process.env.CI).toBe(true)
})

/** Headers by their names: the list that Node would take as well cannot be added to. */
interface Asking extends Omit<RequestOptions, 'headers'> {
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

const host = 'chat.example.com'
const publicUrl = `https://${host}`

/** The server block of the chapter, as an operator copies it. */
async function blockOfTheGuide(): Promise<string> {
  const chapter = await readFile(join(folders.manual, 'zh-CN/09-deploy.md'), 'utf8')
  const block = /```nginx\n([^]+?)```/.exec(chapter)?.[1]
  if (!block) throw new Error('the chapter has no example')
  expect(chapter).toContain(`PUBLIC_URL=${publicUrl} TRUST_PROXY=1 npm start`)
  return block
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

describe.skipIf(!isNginxThere)('behind the nginx of the manual', () => {
  let product: RunningProduct
  let nginx: Nginx

  beforeAll(async () => {
    product = await runProduct({ PUBLIC_URL: publicUrl, TRUST_PROXY: '1' })
    nginx = await startNginx({ block: await blockOfTheGuide(), host, origin: product.origin })
  })
  afterAll(async () => {
    await nginx.stop()
    await product.stop()
  })

  /** As a browser asks that was led to this machine; its own address may be any of the loopback. */
  function ask(path: string, { body, ...options }: Asking = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port: nginx.port,
          servername: host,
          ca: nginx.certificate,
          path,
          ...options,
          headers: { host, origin: publicUrl, ...options.headers },
        },
        (response) => {
          const { statusCode = 0, headers } = response
          text(response).then((all) => resolve({ status: statusCode, headers, body: all }), reject)
        },
      )
      asked.once('error', reject)
      asked.end(body)
    })
  }

  async function signIn(options: Asking = {}): Promise<{ answer: Answer; cookie: string }> {
    const account = product.demo.merchants[0]?.accounts[0]
    const answer = await ask('/api/session', {
      method: 'POST',
      ...options,
      headers: { 'content-type': 'application/json', ...options.headers },
      body: JSON.stringify({ login: account?.login, password: account?.password }),
    })
    const cookie = (answer.headers['set-cookie'] as string[]).map((line) => line.split(';')[0]).join('; ')
    return { answer, cookie }
  }

  it('gives a cookie that goes over https only, and asks for https for good', async () => {
    const { answer } = await signIn()
    expect(answer.status).toBe(200)
    const cookies = answer.headers['set-cookie'] as string[]
    expect(cookies.length).toBeGreaterThan(0)
    for (const line of cookies) expect(line).toMatch(/^__Secure-.*; Secure(;|$)/)
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
    const page = await ask('/console/')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  })

  it('carries the socket of a member', async () => {
    const { cookie } = await signIn()
    const tls = { servername: host, ca: nginx.certificate }
    const headers = { host, origin: publicUrl, cookie }
    const socket = new WebSocket(`wss://127.0.0.1:${nginx.port}/ws`, [], { ...tls, headers })
    const welcome = new Promise<string>((resolve, reject) => {
      socket.once('error', reject)
      socket.once('message', (data: Buffer) => resolve(data.toString('utf8')))
    })
    socket.once('open', () => socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, as: 'member' })))
    expect(JSON.parse(await welcome)).toMatchObject({ t: 'welcome' })
    socket.terminate()
  })

  it('knows who called by what the proxy saw, and not by what the caller says', async () => {
    const { cookie } = await signIn({
      localAddress: '127.0.0.9',
      headers: { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-host': 'elsewhere.example' },
    })
    const { body } = await ask('/api/sessions', { headers: { cookie } })
    const { sessions } = JSON.parse(body) as { sessions: readonly { current: boolean; address: string }[] }
    expect(sessions.find(({ current }) => current)?.address).toBe('127.0.0.9')
  })

  it('lets a file through that is as large as files may be; of a larger one the product itself says so', async () => {
    const visitor = await product.visitor()
    const socket = await product.connect({ token: visitor.token }, { origin: publicUrl })
    const { ok, result } = (await socket.call('conversation.open', {})) as { ok: boolean; result?: unknown }
    expect(ok).toBe(true)
    const { conversation } = result as { conversation: { id: string } }
    socket.close()
    const upload = (bytes: number) => {
      const head =
        '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n'
      const body = Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, 'a'), Buffer.from('\r\n--b--\r\n')])
      return ask(`/api/conversations/${conversation.id}/files`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${visitor.token}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': body.length,
          'idempotency-key': crypto.randomUUID(),
        },
        body,
      })
    }
    const largest = await upload(FRAME_LIMITS.maxFileBytes)
    expect([largest.status, (JSON.parse(largest.body) as { size?: number }).size]).toEqual([
      200,
      FRAME_LIMITS.maxFileBytes,
    ])
    const larger = await upload(FRAME_LIMITS.maxFileBytes + 1)
    expect([larger.status, larger.body]).toEqual([413, expect.stringContaining('"file_too_large"')])
  }, 120_000)
})
