import { readFile } from 'node:fs/promises'
import type { OutgoingHttpHeaders } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { CLOSE_CODES, FRAME_LIMITS, PROTOCOL_VERSION } from '@keqiao/contract'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { folders } from './config'
import { isNginxThere, startNginx, type Nginx } from './testing/nginx'
import { runProduct, type AnotherProduct, type RunningProduct } from './testing/running-product'

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

/** A block of the chapter, as an operator copies it: the first for one process, the second for several. */
async function blockOfTheGuide(place = 0): Promise<string> {
  const chapter = await readFile(join(folders.manual, 'zh-CN/09-deploy.md'), 'utf8')
  const block = [...chapter.matchAll(/```nginx\n([^]+?)```/g)][place]?.[1]
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
    nginx = await startNginx({ block: await blockOfTheGuide(), host, origins: [product.origin] })
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

describe.skipIf(!isNginxThere)('several processes behind the nginx of the manual', () => {
  let product: RunningProduct
  let others: AnotherProduct[]
  let nginx: Nginx

  beforeAll(async () => {
    product = await runProduct({ PUBLIC_URL: publicUrl, TRUST_PROXY: '1' })
    others = [await product.another(), await product.another()]
    const origins = [product, ...others].map(({ origin }) => origin)
    nginx = await startNginx({ block: await blockOfTheGuide(1), host, origins })
  })
  afterAll(async () => {
    await nginx.stop()
    await product.stop()
  })

  /** A socket through the proxy, welcome; it keeps what it hears. */
  async function visit(token: string) {
    const tls = { servername: host, ca: nginx.certificate, headers: { host } }
    const socket = new WebSocket(`wss://127.0.0.1:${nginx.port}/ws`, [], tls)
    const heard: Record<string, unknown>[] = []
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8')) as Record<string, unknown>))
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    const say = (frame: unknown) => socket.send(JSON.stringify(frame))
    say({ t: 'hello', v: PROTOCOL_VERSION, as: 'visitor', token })
    await vi.waitFor(() => expect(heard).toContainEqual(expect.objectContaining({ t: 'welcome' })), 5_000)
    return { socket, heard, closed, say }
  }

  const held = async (process: Pick<AnotherProduct, 'http'>) => {
    const { text: figures } = await process.http('/metrics')
    return Number(/^gateway_connections\{as="all"\} (\d+)$/m.exec(figures)?.[1] ?? 0)
  }

  it('spreads sockets over all of them, what is said on one is heard on the others, and one may stop', async () => {
    const { token } = await product.visitor()
    const [one, ...rest] = [await visit(token), await visit(token), await visit(token)]
    expect(await Promise.all([product, ...others].map(held))).toEqual([1, 1, 1])
    one?.say({ t: 'call', id: 1, op: 'conversation.open', input: {}, key: crypto.randomUUID() })
    const answerTo = (id: number) => one?.heard.find((frame) => frame.t === 'reply' && frame.id === id) ?? {}
    await vi.waitFor(() => expect(answerTo(1)).toMatchObject({ ok: true }), 5_000)
    const { conversation } = answerTo(1).result as { conversation: { id: string } }
    for (const { say } of rest) say({ t: 'follow', id: 2, s: conversation.id, cursor: 0 })
    await vi.waitFor(() => {
      for (const { heard } of rest) expect(heard).toContainEqual(expect.objectContaining({ t: 'range' }))
    }, 5_000)
    const input = { conversationId: conversation.id, body: { kind: 'text', text: '换一个进程也听得见' } }
    one?.say({ t: 'call', id: 3, op: 'conversation.sendMessage', input, key: crypto.randomUUID() })
    await vi.waitFor(() => {
      for (const { heard } of rest) expect(JSON.stringify(heard)).toContain('换一个进程也听得见')
    }, 5_000)

    const stopped = others[0]?.stop()
    // While it leaves and when it is gone: nobody who comes is turned away.
    for (let i = 0; i < 9; i += 1) (await visit(token)).socket.terminate()
    await stopped
    for (let i = 0; i < 9; i += 1) (await visit(token)).socket.terminate()
    const gone = await Promise.race([...rest, one].flatMap((visitor) => visitor?.closed ?? []))
    expect(gone).toBe(CLOSE_CODES.draining)
  }, 60_000)
})
