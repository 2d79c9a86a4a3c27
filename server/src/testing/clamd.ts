import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findPort } from '../platform/http'

/** A virus scanner of this machine, which knows the test virus and nothing else: so nothing has to be downloaded. */
export interface RunningClamd {
  readonly url: string
  stop(): Promise<void>
}

/** Whether Debian's clamav-daemon is there. */
export const isClamdThere = spawnSync('clamd', ['--version']).status === 0

const eicarWord = ['EICAR', 'STANDARD', 'ANTIVIRUS', 'TEST', 'FILE'].join('-')
/** The test virus that every scanner knows; put together here, or scanners would take this file away. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', eicarWord, '!$H+H*'].join('')

/** Starts it and waits until it answers. */
export async function startClamd(): Promise<RunningClamd> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-clamd-'))
  const signatures = join(folder, 'signatures')
  await mkdir(signatures)
  await chmod(folder, 0o755)
  await writeFile(join(signatures, 'test.ndb'), `Test.Eicar:0:*:${Buffer.from(eicarWord).toString('hex')}\n`)
  const port = await findPort({ host: '127.0.0.1', port: 33_100, portIsFixed: false })
  const settings = [
    `DatabaseDirectory ${signatures}`,
    `TemporaryDirectory ${folder}`,
    `TCPSocket ${port}`,
    'TCPAddr 127.0.0.1',
    'Foreground yes',
  ]
  const configuration = join(folder, 'clamd.conf')
  await writeFile(configuration, `${settings.join('\n')}\n`)
  const daemon = spawn('clamd', ['-c', configuration], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [daemon.stdout, daemon.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  const exited = once(daemon, 'exit')
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 200 || daemon.exitCode !== null) throw new Error(`clamd did not start: ${said}`)
    await wait(100)
  }
  return {
    url: `clamd://127.0.0.1:${port}`,
    async stop() {
      daemon.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'))
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().startsWith('PONG'))
    })
    socket.once('error', () => resolve(false))
  })
}
