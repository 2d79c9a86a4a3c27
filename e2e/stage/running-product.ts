import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const built = ['package.json', 'server/dist', 'console/dist', 'widget/dist', 'docs/manual']

export interface DemoMerchant {
  readonly code: string
  readonly name: string
  readonly channelKey: string
  readonly accounts: readonly { readonly login: string; readonly nickname: string; readonly password: string }[]
}

/** What a story needs to know about the product it drives. */
export interface ProductFacts {
  /** Where the console and the widget come from. */
  readonly origin: string
  /** The demo shop under another name of this machine: for a browser another site than `origin`. */
  readonly demoShop: string
  readonly merchants: readonly DemoMerchant[]
  /** Its programs and its data, for commands that are typed beside it. */
  readonly programs: string
  readonly dataDir: string
  /** What the start has printed: all that a new person is told. */
  readonly printed: string
}

/** The built product as a process of its own, with a new data folder and its embedded PostgreSQL. */
export interface RunningProduct {
  readonly facts: ProductFacts
  /** `kill -9`; resolves when the process is gone. Its database lives on, as after any crash. */
  kill(): Promise<void>
  /** Stops it in order, as for an upgrade; its data stay. */
  halt(): Promise<void>
  /** Starts it again, on the same port and data. */
  restart(): Promise<void>
  /** Stops it in order and removes its data. */
  stop(): Promise<void>
}

/** Generous: a machine that builds something else besides takes its time for `initdb`. */
const patienceMs = 150_000

export async function runProduct(): Promise<RunningProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-e2e-'))
  // Run by root, the database lives under another user, who must be able to pass.
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  // A copy: whoever builds meanwhile replaces the files below the repository.
  await Promise.all(built.map((path) => cp(join(repository, path), join(folder, path), { recursive: true })))
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const main = join(folder, 'server/dist/main.js')
  const port = await freePort()
  const started = await start(main, port, dataDir)
  let { child } = started
  const stopWithUs = () => void child.kill('SIGTERM')
  process.once('exit', stopWithUs)
  const demo = await readFile(join(dataDir, 'demo-accounts.json'), 'utf8')
  return {
    facts: {
      origin: `http://127.0.0.1:${port}`,
      demoShop: `http://localhost:${port}/demo/`,
      merchants: (JSON.parse(demo) as { merchants: DemoMerchant[] }).merchants,
      programs: join(folder, 'server/dist'),
      dataDir,
      printed: started.told,
    },
    kill: () => end(child, 'SIGKILL'),
    halt: () => end(child, 'SIGTERM'),
    async restart() {
      child = (await start(main, port, dataDir)).child
    },
    async stop() {
      process.off('exit', stopWithUs)
      await end(child, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when the product says that it runs: by then the demo's merchants are there too. */
async function start(main: string, port: number, dataDir: string): Promise<{ child: ChildProcess; told: string }> {
  const { PATH, HOME, TZ } = process.env
  // What merchants of stories name stands on this machine.
  const env = {
    PATH,
    HOME,
    TZ,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    OUTGOING_TO_PRIVATE: 'on',
  }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the product ${why}; it said:\n${told}`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail('did not start')
    }, patienceMs)
    const hear = (text: string) => {
      told += text
      if (!told.includes('Ctrl-C stops everything')) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`ended with ${signal ?? `code ${code}`}`)
      // Past the start nobody waits for it any more, and every story after it fails for this reason.
      process.stderr.write(`\nthe product ended by itself with ${signal ?? `code ${code}`}; it said:\n${told}\n`)
    })
  })
  return { child, told }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.removeAllListeners('exit')
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
