import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROTOCOL_VERSION, type ClientFrame, type ServerFrame, type VisitorSessionView } from '@keqiao/contract'
import { WebSocket } from 'ws'
import { readConfig, type Config } from '../config'
import { demoShopOf, seedDemo, type DemoAccounts } from '../demo'
import { systemClock } from '../platform/clock'
import { findPort } from '../platform/http'
import { createLog } from '../platform/log'
import { openProduct, type Product } from '../product'
import { openCarried, type RawSocket, type Transport } from './carried-socket'
import { testDatabase, type TestDatabase } from './database'

/** The whole product of one process, listening on a loopback port, with the demo's two merchants. */
export interface RunningProduct {
  readonly origin: string
  readonly product: Product
  readonly database: TestDatabase
  readonly demo: DemoAccounts
  readonly dataDir: string
  /** Everything that was logged, as it was written. */
  readonly logged: () => string
  /** Calls the HTTP door. */
  http(path: string, options?: HttpOptions): Promise<{ status: number; headers: Headers; text: string; json: unknown }>
  /** Signs a demo member in and returns the Cookie header. `merchant` 0 and 1 are the demo's. */
  signIn(merchant?: number, account?: number): Promise<string>
  /** A new visitor of a demo merchant's channel. */
  visitor(merchant?: number): Promise<VisitorSessionView>
  /** By a WebSocket, unless another way is named. */
  connect(
    hello: { cookie: string } | { token: string } | null,
    headers?: Record<string, string>,
    transport?: Transport,
  ): Promise<TestSocket>
  /** One more process's worth of product on the same database, which hears of this one through the log alone. */
  another(environment?: Record<string, string>): Promise<AnotherProduct>
  stop(): Promise<void>
}

/** What tests need of a further process. */
export type AnotherProduct = Pick<RunningProduct, 'http' | 'connect' | 'origin'> & Pick<Product, 'stop'>

interface HttpOptions {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly cookie?: string
  readonly token?: string
}

/** A raw client that speaks frames. */
export interface TestSocket {
  readonly received: ServerFrame[]
  readonly closed: Promise<number>
  send(frame: ClientFrame | string | Buffer): void
  /** The next frame that fits, also one that came before; rejects after five seconds. */
  frame<Type extends ServerFrame['t']>(
    type: Type,
    fits?: (frame: Extract<ServerFrame, { t: Type }>) => boolean,
  ): Promise<Extract<ServerFrame, { t: Type }>>
  call(op: string, input: unknown, key?: string): Promise<Extract<ServerFrame, { t: 'reply' }>>
  close(): void
}

/** Starts it on a database of its own; `environment` as an operator would set it. */
export async function runProduct(environment: Record<string, string> = {}): Promise<RunningProduct> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'keqiao-product-'))
  const lines: string[] = []
  const configOf = (more: Record<string, string> = {}) => configIn(dataDir, { ...environment, ...more })
  let demo: DemoAccounts | null = null
  const open = async (more?: Record<string, string>) => {
    const config = configOf(more)
    const port = await findPort({
      host: config.host,
      port: 20_000 + Math.floor(Math.random() * 20_000),
      portIsFixed: false,
    })
    const origin = `http://127.0.0.1:${port}`
    const product = await openProduct({
      config,
      databaseUrl: database.url,
      secret: 'a secret of tests that is long enough for anybody',
      publicUrl: config.publicUrl ?? origin,
      port,
      version: '0.0.0',
      clock: systemClock(),
      log: createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
      demoShop: () => demo && demoShopOf(demo),
    })
    return { origin, product }
  }
  const { origin, product } = await open()
  const others: Product[] = []
  demo = await seedDemo({ doors: product.doors, sessions: product.sessions, dataDir, wanted: true })
  if (!demo) throw new Error('the demo was not seeded')
  const seeded = demo
  const http: RunningProduct['http'] = (path, options) => request(origin, path, options)
  return {
    origin,
    product,
    database,
    demo: seeded,
    dataDir,
    logged: () => lines.join(''),
    http,
    async signIn(merchant = 0, account = 1) {
      const { login, password } = at(at(seeded.merchants, merchant).accounts, account)
      const { status, headers, text } = await http('/api/session', { method: 'POST', body: { login, password } })
      if (status !== 200) throw new Error(`sign-in failed: ${text}`)
      return headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ')
    },
    async visitor(merchant = 0) {
      const { channelKey } = at(seeded.merchants, merchant)
      const { json } = await http('/api/visitor/session', { method: 'POST', body: { channelKey } })
      return json as VisitorSessionView
    },
    connect: (hello, headers, transport) => connect(origin, hello, headers, transport),
    async another(more) {
      const other = await open(more)
      others.push(other.product)
      return {
        origin: other.origin,
        http: (path, options) => request(other.origin, path, options),
        connect: (hello, headers, transport) => connect(other.origin, hello, headers, transport),
        stop: () => other.product.stop(),
      }
    },
    async stop() {
      for (const other of others) await other.stop()
      await product.stop()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function configIn(dataDir: string, environment: Record<string, string>): Config {
  return readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    REQUESTS_PER_ADDRESS: '0',
    REQUESTS_PER_PERSON: '0',
    ...environment,
  })
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no ${index}`)
  return item
}

async function request(origin: string, path: string, options: HttpOptions = {}) {
  const { method = 'GET', body, cookie, token } = options
  const headers: Record<string, string> = { origin, ...options.headers }
  if (cookie !== undefined) headers.cookie = cookie
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  const isForm = body instanceof FormData
  if (body !== undefined && !isForm) headers['content-type'] ??= 'application/json'
  const init: RequestInit = { method, headers, redirect: 'manual' }
  if (body !== undefined) init.body = isForm || typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(new URL(path, origin), init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as unknown) : null,
  }
}

async function connect(
  origin: string,
  hello: { cookie: string } | { token: string } | null,
  headers: Record<string, string> = {},
  transport: Transport = 'socket',
): Promise<TestSocket> {
  const isMember = hello !== null && 'cookie' in hello
  const allHeaders = { origin, ...(isMember ? { cookie: hello.cookie } : {}), ...headers }
  if (transport !== 'socket') return greet(wrap(await openCarried(origin, transport, allHeaders)), hello)
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { headers: allHeaders })
  // Listened to at once: a refusal may come together with the opening.
  const client = wrap(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return greet(client, hello)
}

async function greet(client: TestSocket, hello: { cookie: string } | { token: string } | null): Promise<TestSocket> {
  if (hello === null) return client
  const token = 'token' in hello ? { token: hello.token } : {}
  client.send({ t: 'hello', v: PROTOCOL_VERSION, as: 'cookie' in hello ? 'member' : 'visitor', ...token })
  await Promise.race([
    client.frame('welcome'),
    client.frame('refused').then(({ error }) => Promise.reject(new Error(`refused: ${error.code}`))),
  ])
  return client
}

function wrap(socket: RawSocket): TestSocket {
  const received: ServerFrame[] = []
  const waiting = new Set<(frame: ServerFrame) => void>()
  let calls = 0
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString('utf8')) as ServerFrame
    received.push(frame)
    for (const look of waiting) look(frame)
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)

  const frame: TestSocket['frame'] = (type, fits = () => true) =>
    new Promise((resolve, reject) => {
      type Wanted = Extract<ServerFrame, { t: typeof type }>
      const isWanted = (candidate: ServerFrame): candidate is Wanted =>
        candidate.t === type && fits(candidate as Wanted)
      const early = received.find(isWanted)
      if (early) return resolve(early)
      const timer = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(`no ${type} came; last: ${JSON.stringify(received.slice(-3))}`))
      }, 5_000)
      function look(candidate: ServerFrame): void {
        if (!isWanted(candidate)) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(candidate)
      }
      waiting.add(look)
    })

  return {
    received,
    closed,
    frame,
    send: (message) =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    call(op, input, key = randomUUID()) {
      const id = (calls += 1)
      socket.send(JSON.stringify({ t: 'call', id, op, input, key }))
      return frame('reply', (reply) => reply.id === id)
    },
    close: () => socket.close(),
  }
}
