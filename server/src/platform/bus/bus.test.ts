import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../log'
import { createLocalBus, type Bus, type BusMessage } from './bus'
import { createRedisBus } from './redis-bus'

const log = createLog({ level: 'silent' })

describe('createLocalBus', () => {
  it('tells the listeners of a topic, in order, until they stop', () => {
    const bus = createLocalBus(() => {})
    const heard: BusMessage[] = []
    const stop = bus.subscribe('a', (message) => heard.push(message))
    bus.subscribe('b', () => heard.push('wrong topic'))
    bus.publish('a', 1)
    bus.publish('a', { n: 2 })
    stop()
    stop()
    bus.publish('a', 3)
    expect(heard).toEqual([1, { n: 2 }])
  })

  it('reports a listener that fails and tells the others all the same', () => {
    const errors: unknown[] = []
    const bus = createLocalBus((error) => errors.push(error))
    const heard: BusMessage[] = []
    bus.subscribe('a', () => {
      throw new Error('mine')
    })
    bus.subscribe('a', (message) => heard.push(message))
    bus.publish('a', 1)
    expect([errors.length, heard]).toEqual([1, [1]])
  })

  it('lets one listener be given twice and taken back once', () => {
    const bus = createLocalBus(() => {})
    let count = 0
    const listener = () => void count++
    const stop = bus.subscribe('a', listener)
    bus.subscribe('a', listener)
    stop()
    bus.publish('a', null)
    expect(count).toBe(1)
  })
})

const redisVersion = spawnSync('redis-server', ['--version'])
const isRedisThere = redisVersion.status === 0
if (!isRedisThere) console.warn('SKIPPED: redis-server is not installed, so the bus between nodes is NOT tested')

it('has a real redis-server at hand where every test must run', () => {
  expect(isRedisThere || !process.env.CI).toBe(true)
})

describe.skipIf(!isRedisThere)('createRedisBus', () => {
  let port: number
  let folder: string
  let redis: ChildProcess
  const open: Bus[] = []

  async function startRedis(): Promise<void> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
    redis = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const chunk of redis.stdout ?? []) if (String(chunk).includes('Ready to accept connections')) break
  }

  async function stopRedis(): Promise<void> {
    if (redis.exitCode !== null || redis.signalCode !== null) return
    const gone = once(redis, 'exit')
    redis.kill('SIGKILL')
    await gone
  }

  function openBus(onDropped = () => {}): Bus {
    const bus = createRedisBus({ url: `redis://127.0.0.1:${port}`, log, onDropped })
    open.push(bus)
    return bus
  }

  /** Two buses that hear each other: news is repeated until the first arrives, since subscribing takes its time. */
  async function openPair(): Promise<[Bus, Bus]> {
    const [one, two] = [openBus(), openBus()]
    await Promise.all([reach(one, two), reach(two, one)])
    return [one, two]
  }

  async function reach(from: Bus, to: Bus): Promise<void> {
    let heard = false
    const stop = to.subscribe('reach', () => (heard = true))
    while (!heard) {
      from.publish('reach', null)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    stop()
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keqiao-redis-'))
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    port = (probe.address() as AddressInfo).port
    probe.close()
    await startRedis()
  })
  afterEach(() => Promise.all(open.splice(0).map((bus) => bus.close())))
  afterAll(async () => {
    await stopRedis()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reaches the other node once and in order, and the own node once', async () => {
    const [one, two] = await openPair()
    const own: BusMessage[] = []
    const others: BusMessage[] = []
    one.subscribe('t', (message) => own.push(message))
    const all = new Promise<void>((resolve) => {
      two.subscribe('t', (message) => {
        others.push(message)
        if (others.length === 100) resolve()
      })
    })
    // What is subscribed now is followed before what is asked afterwards on the same connection.
    await reach(one, two)
    const sent = Array.from({ length: 100 }, (_, n) => ({ n, text: '退货' }))
    for (const message of sent) one.publish('t', message)
    expect(own).toEqual(sent)
    await all
    await reach(one, two)
    expect(others).toEqual(sent)
    expect(own).toHaveLength(100)
  })

  it('serves its own process and counts what it drops while Redis is away, then tells the gap and goes on', async () => {
    let dropped = 0
    const one = openBus(() => dropped++)
    const two = openBus()
    await Promise.all([reach(one, two), reach(two, one)])
    const heard: BusMessage[] = []
    one.subscribe('t', (message) => heard.push(message))
    await stopRedis()
    dropped = 0
    while (dropped === 0) {
      one.publish('t', 'alone')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(heard.length).toBeGreaterThan(0)
    const gap = new Promise<void>((resolve) => void two.onGap(resolve))
    two.subscribe('t', (message) => heard.push(message))
    await startRedis()
    await gap
    await reach(one, two)
    one.publish('t', 'together')
    await reach(one, two)
    expect(heard.filter((message) => message === 'together')).toHaveLength(2)
  })

  it('opens without Redis', async () => {
    const bus = createRedisBus({ url: 'redis://127.0.0.1:1', log, onDropped: () => {} })
    open.push(bus)
    const heard: BusMessage[] = []
    bus.subscribe('t', (message) => heard.push(message))
    bus.publish('t', 1)
    expect(heard).toEqual([1])
  })

  it('passes over what somebody else publishes on its channels', async () => {
    const [one, two] = await openPair()
    const heard: BusMessage[] = []
    two.subscribe('t', (message) => heard.push(message))
    await reach(one, two)
    for (const text of ['not json', '7', '{"node":1}']) {
      spawnSync('redis-cli', ['-p', String(port), 'publish', 'keqiao:t', text])
    }
    one.publish('t', 'ours')
    await reach(one, two)
    expect(heard).toEqual(['ours'])
  })
})
