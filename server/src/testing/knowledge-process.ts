/**
 * A program of its own: the product's search of knowledge on a migrated database, without sockets.
 * `bench/src/knowledge` speaks to it over the channel of a forked process: `{id, name, input}` is answered by
 * `{id, result}` or `{id, error}`.
 *
 * Entries are stored as a merchant's first ones are, and found by the function behind `knowledge.search`. The yardstick
 * shares all of that but the statement that looks for candidates.
 */
import { randomUUID } from 'node:crypto'
import type { MemberId, TenantId } from '@keqiao/domain'
import { foundTenant } from '../features/group'
import { searchEntries, seedKnowledge } from '../features/knowledge'
import { systemClock } from '../platform/clock'
import { openDoors } from '../platform/database/doors'
import { createRelay, openLog } from '../platform/event-log'
import type { Services } from '../platform/operations'
import { anyCandidates, rankEverything } from './rank-everything.store'

type Sabotage = 'any-candidates' | 'ranks-everything'

interface Entry {
  readonly id: string
  readonly question: string
  readonly keywords: readonly string[]
  readonly answer: string
}

interface SearchInput {
  readonly merchant: string
  readonly asked: readonly string[]
  readonly by: 'product' | 'reference'
}

/** As many as are looked at: the first five count. */
const firstOnes = 5

const clock = systemClock()
let services: Services | null = null
let sabotage: Sabotage | null = null
/** The bench's ids of entries by merchant and question: there no question stands twice. */
const idsOf = new Map<string, ReadonlyMap<string, string>>()

function here(): Services {
  if (!services) throw new Error('nothing is open')
  return services
}

async function open(input: { readonly url: string; readonly sabotage: Sabotage | null }): Promise<void> {
  const onError = (error: unknown) => {
    throw error
  }
  const doors = openDoors({ url: input.url, poolSize: 4, onError })
  sabotage = input.sabotage
  services = { doors, clock, relay: createRelay(onError), epoch: await openLog(doors), random: Math.random, onError }
}

async function fill({ entries }: { readonly entries: readonly Entry[] }): Promise<{ merchant: string }> {
  const founded = await foundTenant(here().doors, { code: `find-${randomUUID().slice(0, 8)}`, name: '找得到' })
  if (!founded) throw new Error('the code is taken')
  const merchant = founded.tenant.id
  const writer = { tenantId: merchant, id: randomUUID() as MemberId, name: 'bench' }
  const seeds = entries.map(({ question, keywords, answer }) => ({ category: '全部', question, keywords, answer }))
  await seedKnowledge(here(), writer, seeds)
  idsOf.set(merchant, new Map(entries.map(({ question, id }) => [question, id])))
  return { merchant }
}

async function search({ merchant, asked, by }: SearchInput) {
  const ids = idsOf.get(merchant)
  const found: { ids: string[]; ms: number }[] = []
  for (const text of asked) {
    const from = clock.monotonic()
    const answer = await searchEntries(
      here().doors,
      merchant as TenantId,
      text,
      { state: 'active', limit: firstOnes },
      selectOf(by),
    )
    const ms = clock.monotonic() - from
    found.push({ ids: answer.found.map(({ entry }) => ids?.get(entry.question) ?? ''), ms })
  }
  return found
}

function selectOf(by: SearchInput['by']) {
  if (by === 'reference' || sabotage === 'ranks-everything') return rankEverything
  return sabotage === 'any-candidates' ? anyCandidates : undefined
}

async function roundTrips({ count }: { readonly count: number }): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < count; n += 1) {
    const from = clock.monotonic()
    await here().doors.ping()
    took.push(clock.monotonic() - from)
  }
  return took
}

const calls: Readonly<Record<string, (input: never) => Promise<unknown>>> = { open, fill, search, roundTrips }

process.on('message', (message) => {
  const { id, name, input } = message as { id: number; name: string; input: never }
  const work = calls[name]?.(input) ?? Promise.reject(new Error(`no call is named ${name}`))
  work.then(
    (result: unknown) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
  )
})
process.once('disconnect', () => process.exit())
