import { describe, expect, it } from 'vitest'
import { regressions } from './regressions'
import { sabotageNames } from './sabotage'
import { simulate } from './simulate'

const run = (seed: number, more: Partial<Parameters<typeof simulate>[0]> = {}) =>
  simulate({ seed, steps: 120, actors: 8, sabotage: null, hashed: true, ...more })

describe('a run', () => {
  it('is decided by its seed', async () => {
    const [first, again, other] = [await run(7), await run(7), await run(8)]
    expect(again.hash).toBe(first.hash)
    expect(again.eventCount).toBe(first.eventCount)
    expect(again.faults).toEqual(first.faults)
    expect(other.hash).not.toBe(first.hash)
  })

  it('holds, and is about something', async () => {
    const result = await run(11)
    expect(result.problems).toEqual([])
    expect(result.eventCount).toBeGreaterThan(20)
  })

  it('has people of two merchants even when few are asked for', async () => {
    expect((await run(5, { actors: 1 })).problems).toEqual([])
  })

  it('fails when somebody is sent what is not his', async () => {
    const { problems } = await run(1, { sabotage: 'foreign-tenant-delivery' })
    expect(problems.join()).toMatch(/was sent something of|may read|may follow/)
  })

  it('fails when something waits for ever', async () => {
    const { problems } = await run(1, { sabotage: 'ack-before-commit', steps: 200 })
    expect(problems.join()).toMatch(/no rest within|is lost|was acknowledged as/)
  })
})

it('keeps the seeds that once failed and one line for each sabotage', () => {
  expect(regressions.every(({ steps, actors, found }) => steps > 0 && actors >= 4 && found.length > 10)).toBe(true)
  expect(new Set(sabotageNames).size).toBeGreaterThanOrEqual(10)
})
