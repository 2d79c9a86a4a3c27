import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { atEnd } from './clean-up'

/** A bare `ws` server in a process of its own. */
export interface BareServer {
  readonly pid: number
  readonly port: number
  /** Lines it wrote to stderr. */
  readonly notes: readonly string[]
  stop(): Promise<void>
}

/** Starts wire/bare-server.ts; resolves when it listens. */
export async function startBareServer(nodeArgs: readonly string[] = []): Promise<BareServer> {
  const program = fileURLToPath(new URL('../wire/bare-server.ts', import.meta.url))
  const child = spawn(process.execPath, [...nodeArgs, '--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const notes: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => notes.push(line))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  atEnd(stop)
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => resolve(Number(line.replace('port ', ''))))
    child.once('exit', () => reject(new Error(`the bare server did not start:\n${notes.join('\n')}`)))
  })
  return { pid: child.pid ?? -1, port, notes, stop }
}
