import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { atEnd } from './clean-up'
import { freePort } from './free-port'
import { makeFolder } from './folder'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const built = join(root, 'server/dist/main.js')

/** Lines of output kept for the case that something fails. */
const keptLines = 60

/** What to start. */
export interface ProductOptions {
  readonly env: Readonly<Record<string, string>>
  readonly nodeArgs?: readonly string[]
  /** A free one unless given. */
  readonly port?: number
}

/** A running Keqiao in a process of its own. */
export interface Product {
  readonly pid: number
  readonly port: number
  readonly origin: string
  /** The last lines it wrote. */
  tail(): string
  /** The first lines it wrote. */
  notes(): string
  hasEnded(): boolean
  /** Resolves when it answers /readyz; rejects when it ends before, or after `withinMs`. */
  ready(withinMs?: number): Promise<void>
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>
  /** Waits for its end, however it came. */
  readonly ended: Promise<void>
}

/** Nothing of what is measured is refused for coming from one address. */
const noLimits = { MAX_CONNECTIONS_PER_ADDRESS: '0', REQUESTS_PER_ADDRESS: '0', REQUESTS_PER_PERSON: '0' }

/** Starts the built server, or the sources where nothing is built; resolves when it is ready. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const product = await spawnProduct(options)
  await product.ready()
  return product
}

/** The same without waiting until it is ready. */
export async function spawnProduct({ env, nodeArgs = [], port: fixed }: ProductOptions): Promise<Product> {
  const port = fixed ?? (await freePort())
  const dataDir = env['DATA_DIR'] ?? (await makeFolder('keqiao-bench-data-'))
  const entry = existsSync(built) ? [built] : ['--import', 'tsx', join(root, 'server/src/main.ts')]
  const child = spawn(process.execPath, [...nodeArgs, ...entry], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      ...noLimits,
      ...env,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return watched(child, port)
}

function watched(child: ChildProcess, port: number): Product {
  const first: string[] = []
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const fresh = text.split('\n').filter((line) => line.trim())
      first.push(...fresh.slice(0, Math.max(0, keptLines - first.length)))
      lines.push(...fresh)
      lines.splice(0, lines.length - keptLines)
    })
  }
  let hasEnded = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      hasEnded = true
      resolve()
    })
  })
  const origin = `http://127.0.0.1:${port}`
  const product: Product = {
    pid: child.pid ?? -1,
    port,
    origin,
    ended,
    tail: () => lines.join('\n'),
    notes: () => first.join('\n'),
    hasEnded: () => hasEnded,
    async ready(withinMs = 60_000) {
      for (let leftMs = withinMs; leftMs > 0; leftMs -= 50) {
        if (hasEnded) throw new Error(`the server ended before it was ready:\n${product.tail()}`)
        if (await answersReady(origin)) return
        await wait(50)
      }
      throw new Error(`the server was not ready after ${withinMs} ms:\n${product.tail()}`)
    },
    async stop() {
      if (hasEnded) return
      child.kill('SIGTERM')
      const impatient = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await ended
      clearTimeout(impatient)
    },
  }
  atEnd(() => product.stop())
  return product
}

async function answersReady(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
