import { describe, expect, it } from 'vitest'
import { createRandom } from './random'
import { createVirtualTime } from './virtual-time'

describe('virtual time', () => {
  it('runs what falls due in order, and what falls due together in the order it came', async () => {
    const time = createVirtualTime()
    const began = time.now()
    const seen: string[] = []
    const note = (what: string) => () => void seen.push(`${what} ${time.now() - began}`)
    time.schedule(20, note('c'))
    time.schedule(10, note('a'))
    time.schedule(10, note('b'))
    time.schedule(15, note('never'))()
    time.schedule(99, note('late'))
    await time.run(began + 50)
    expect(seen).toEqual(['a 10', 'b 10', 'c 20'])
    expect(time.now() - began).toBe(50)
  })

  it('lets every promise go on before time does', async () => {
    const time = createVirtualTime()
    const began = time.now()
    const seen: number[] = []
    const chain = async () => {
      for (let i = 0; i < 20; i++) await Promise.resolve()
      seen.push(time.now() - began)
      await time.pass(5)
      seen.push(time.now() - began)
    }
    time.schedule(1, () => void chain())
    time.schedule(2, () => undefined)
    await time.run(began + 10)
    expect(seen).toEqual([1, 6])
  })

  it('keeps order over thousands of tasks', async () => {
    const time = createVirtualTime()
    const began = time.now()
    const random = createRandom(1)
    const seen: number[] = []
    for (let i = 0; i < 2_000; i++) time.schedule(random.int(500), () => void seen.push(time.now()))
    await time.run(began + 500)
    expect(seen).toHaveLength(2_000)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })
})

describe('chance', () => {
  it('repeats with its seed, and forks do not disturb each other', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed)
      const fork = random.fork()
      return [random.next(), fork.uuid(), random.int(10), random.uuid()]
    }
    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
    expect(createRandom(1).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
