import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config'
import { eicar, isClamdThere, startClamd, type RunningClamd } from '../../testing/clamd'
import { runProduct, type RunningProduct } from '../../testing/running-product'
import { systemClock } from '../clock'
import { createClamd } from './clamd'

/** Uploads a text as a visitor, into a conversation of his own. */
async function uploader(house: RunningProduct) {
  const { token } = await house.visitor()
  const socket = await house.connect({ token })
  const opened = await socket.call('conversation.open', {})
  socket.close()
  if (!opened.ok) throw new Error(opened.error.code)
  const { id } = (opened.result as { conversation: { id: string } }).conversation
  return async (content: string) => {
    const body = new FormData()
    body.append('file', new Blob([content]), 'a.txt')
    const headers = { 'idempotency-key': randomUUID() }
    const answer = await house.http(`/api/conversations/${id}/files`, { method: 'POST', token, body, headers })
    return [answer.status, (answer.json as { error?: { code: string } }).error?.code]
  }
}

describe.skipIf(!isClamdThere)('SEC-01: uploads before a real clamd', () => {
  let clamd: RunningClamd
  let house: RunningProduct

  beforeAll(async () => {
    clamd = await startClamd()
    house = await runProduct({ CLAMD_URL: clamd.url })
  })

  afterAll(async () => {
    await house.stop()
    await clamd.stop()
  })

  it('are kept when they are clean, and refused with a code when they are not, wherever it stands in the file', async () => {
    const upload = await uploader(house)
    expect(await upload('你好')).toEqual([200, undefined])
    expect(await upload('line\n'.repeat(2_000_000))).toEqual([200, undefined])
    expect(await upload(eicar)).toEqual([422, 'file_infected'])
    expect(await upload(`${'line\n'.repeat(400_000)}${eicar}`)).toEqual([422, 'file_infected'])
    const kept = (await readdir(join(house.dataDir, 'files'), { recursive: true })).filter((name) =>
      /[0-9a-f-]{36}$/.test(name),
    )
    expect(kept.length).toBeGreaterThan(0)
  })

  it('are refused for now while it is away, unless the operator takes them all the same', async () => {
    await clamd.stop()
    const upload = await uploader(house)
    expect(await upload('你好')).toEqual([503, 'file_not_scanned'])
    expect(house.logged()).toContain('"where":"clamd"')
    const easy = await runProduct({ CLAMD_URL: clamd.url, CLAMD_AWAY: 'accept' })
    expect(await (await uploader(easy))('你好')).toEqual([200, undefined])
    await easy.stop()
  })
})

describe('a scanner', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keqiao-scan-'))
    await writeFile(join(folder, 'a.txt'), 'x'.repeat(3_000_000))
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** One that does as it is told. */
  async function verdictOf(behave: (socket: Socket) => void, withinMs = 5_000) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      behave(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const faults: string[] = []
    const onError = (error: unknown) => void faults.push(String(error))
    const scan = createClamd({ address: { host: '127.0.0.1', port }, clock: systemClock(), onError, withinMs })
    const verdict = await scan(join(folder, 'a.txt'))
    server.close()
    return [verdict, faults.length]
  }

  it('that hangs, hangs up, refuses the size or speaks another language has not looked', async () => {
    expect(await verdictOf((socket) => socket.resume(), 200)).toEqual(['unknown', 1])
    expect(await verdictOf(() => undefined, 200)).toEqual(['unknown', 1])
    expect(await verdictOf((socket) => socket.destroy())).toEqual(['unknown', 1])
    expect(await verdictOf((socket) => void socket.resume().end('INSTREAM size limit exceeded. ERROR\0'))).toEqual([
      'unknown',
      1,
    ])
    expect(await verdictOf((socket) => void socket.resume().end('HTTP/1.1 400 Bad Request\r\n'))).toEqual([
      'unknown',
      1,
    ])
    expect(await verdictOf((socket) => void socket.resume().end('stream: OK\0'))).toEqual(['clean', 0])
  })

  it('is named by an address', () => {
    const addressOf = (text: string) => readConfig({ CLAMD_URL: text }).clamd
    expect(addressOf('clamd://scan.internal:3311')).toEqual({ host: 'scan.internal', port: 3311 })
    expect(addressOf('clamd://[::1]')).toEqual({ host: '::1', port: 3310 })
    expect(addressOf('unix:/run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' })
    expect(() => addressOf('http://scan.internal')).toThrow('CLAMD_URL')
  })
})
