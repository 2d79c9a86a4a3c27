import { describe, expect, it } from 'vitest'
import { createGroupCommit } from './group-commit'

interface Item {
  readonly key: string
  readonly value: number
}

function recorder(refuses: (item: Item) => boolean = () => false) {
  const stored: Item[] = []
  const batches: number[] = []
  let running = 0
  let mostAtOnce = 0
  const commit = createGroupCommit<Item, number>({
    async execute(items) {
      running += 1
      mostAtOnce = Math.max(mostAtOnce, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      if (items.some(refuses)) throw new Error('guilty')
      stored.push(...items)
      return items.map((item) => item.value * 2)
    },
    keyOf: (item) => item.key,
    lanes: 2,
    maxBatch: 8,
    isUnavailable: (error) => error instanceof Error && error.message === 'away',
    onBatch: (size) => batches.push(size),
  })
  return { commit, stored, batches, mostAtOnce: () => mostAtOnce }
}

describe('group commit', () => {
  it('answers each with its own result and keeps the order of a key', async () => {
    const { commit, stored, batches, mostAtOnce } = recorder()
    const items = Array.from({ length: 100 }, (_, value) => ({ key: `k${value % 7}`, value }))
    const results = await Promise.all(items.map((item) => commit.submit(item)))
    expect(results).toEqual(items.map((item) => item.value * 2))
    for (const key of new Set(items.map((item) => item.key))) {
      const values = stored.filter((item) => item.key === key).map((item) => item.value)
      expect(values).toEqual(values.toSorted((a, b) => a - b))
    }
    expect(Math.max(...batches)).toBe(8)
    expect(mostAtOnce()).toBe(2)
  })

  it('refuses only the guilty ones of a failed batch', async () => {
    const { commit, stored } = recorder((item) => item.value === 3 || item.value === 6)
    const items = Array.from({ length: 8 }, (_, value) => ({ key: 'one', value }))
    const settled = await Promise.allSettled(items.map((item) => commit.submit(item)))
    expect(settled.map((result) => result.status === 'fulfilled')).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
      false,
      true,
    ])
    expect(stored.map((item) => item.value)).toEqual([0, 1, 2, 4, 5, 7])
  })

  it('does not split when the database is away: nobody knows what was stored', async () => {
    let attempts = 0
    const commit = createGroupCommit<Item, number>({
      execute: () => {
        attempts += 1
        return Promise.reject(new Error('away'))
      },
      keyOf: (item) => item.key,
      lanes: 1,
      maxBatch: 8,
      isUnavailable: () => true,
    })
    const settled = await Promise.allSettled([1, 2, 3].map((value) => commit.submit({ key: 'one', value })))
    expect(settled.every((result) => result.status === 'rejected')).toBe(true)
    expect(attempts).toBe(1)
  })
})
