import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { processSpace, startTokenOf } from './processes'
import { takeStartLock } from './start-lock'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keqiao-lock-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function leave(generation: number, record: Record<string, unknown>): Promise<void> {
  const whole = {
    nonce: 'left',
    pid: process.pid,
    startToken: await startTokenOf(process.pid),
    host: hostname(),
    processSpace: await processSpace(),
    beat: 0,
    released: false,
    ...record,
  }
  await writeFile(join(directory, `lock.${generation}`), JSON.stringify(whole).padEnd(512))
}

test('is taken once, and again after its release', async () => {
  const lock = await takeStartLock(directory)
  await expect(takeStartLock(directory)).rejects.toMatchObject({ code: 'embedded_locked', data: { pid: process.pid } })
  await lock.release()
  await lock.release()
  await (await takeStartLock(directory)).release()
  expect(await readdir(directory)).toHaveLength(1)
})

test('of many that find a dead holder exactly one takes it, every time', async () => {
  for (let round = 1; round <= 20; round += 1) {
    // A recycled id: the process lives, but it began at another time than the holder.
    await leave(round * 100, { startToken: 'another boot:1' })
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => takeStartLock(directory)))
    const taken = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(taken).toHaveLength(1)
    await taken[0]?.release()
  }
})

test('a slow taker that creates a generation already passed over withdraws', async () => {
  await leave(3, { released: true })
  const taking = takeStartLock(directory, {
    // Between its look and this moment somebody else took generation 4, let it go, and a third took 5.
    created: (path) => (path.endsWith('lock.4') ? leave(5, { nonce: 'third' }) : Promise.resolve()),
  })
  await expect(taking).rejects.toMatchObject({ code: 'embedded_locked' })
  expect((await readdir(directory)).sort()).toEqual(['lock.3', 'lock.5'])
})

describe('a holder whose process cannot be looked up', () => {
  const elsewhere = { host: 'another-container', pid: 7 }

  test('counts as dead when its heartbeat stands still', async () => {
    await leave(3, elsewhere)
    const lock = await takeStartLock(directory, { patienceMs: 300 })
    expect(await readdir(directory)).toEqual(['lock.4'])
    await lock.release()
  })

  test('counts as alive when its heart beats', async () => {
    await leave(3, elsewhere)
    let beat = 0
    const heart = setInterval(() => void leave(3, { ...elsewhere, beat: (beat += 1) }), 20)
    try {
      await expect(takeStartLock(directory, { patienceMs: 10_000 })).rejects.toMatchObject({
        code: 'embedded_locked',
        data: { host: 'another-container', pid: 7 },
      })
    } finally {
      clearInterval(heart)
    }
  })

  test('counts as gone when it lets go while it is watched', async () => {
    await leave(3, elsewhere)
    const taking = takeStartLock(directory, { patienceMs: 60_000 })
    await leave(3, { ...elsewhere, released: true })
    await (await taking).release()
  })
})

test('a record that its writer never finished is given up after a while', async () => {
  await writeFile(join(directory, 'lock.1'), '')
  const lock = await takeStartLock(directory, { patienceMs: 300 })
  await lock.release()
  expect(await readdir(directory)).toEqual(['lock.2'])
})

test('the holder beats', async () => {
  const lock = await takeStartLock(directory, { beatMs: 10 })
  const first = await readFile(join(directory, 'lock.1'), 'utf8')
  while ((await readFile(join(directory, 'lock.1'), 'utf8')) === first)
    await new Promise((resolve) => setTimeout(resolve, 5))
  await lock.release()
})
