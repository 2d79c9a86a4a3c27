import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { atEnd } from '../../process/clean-up'
import { freePort } from '../../process/free-port'

/** A Redis that is killed and started again on one port. */
export interface RedisProcess {
  readonly port: number
  kill(): Promise<void>
  start(): Promise<void>
}

/** Null: no redis-server is installed. */
export async function startRedis(): Promise<RedisProcess | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null
  const port = await freePort()
  let child: ChildProcess | null = null
  const redis: RedisProcess = {
    port,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
      for await (const chunk of child.stdout ?? []) if (String(chunk).includes('Ready to accept')) break
    },
    async kill() {
      const dying = child
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
      const gone = new Promise((resolve) => dying.once('exit', resolve))
      dying.kill('SIGKILL')
      await gone
    },
  }
  await redis.start()
  atEnd(() => redis.kill())
  return redis
}
