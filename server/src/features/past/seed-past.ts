import { addDays, dayAt, type BusinessHours, type Question, type TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { openLog } from '../../platform/event-log'
import { readForm } from '../form'
import { readChannels, type Channel } from '../channel'
import { readGroups, type Group } from '../group'
import { readHours } from '../schedule'
import { planDemand, type PlannedDay } from './demand'
import { createDirector, type StagedDay } from './director'
import { keepPartitionsSince, readTraffic, selectStaff, type StaffRow } from './past.store'
import { randomOf, type Random } from './random'
import type { PastAgent } from './shifts'
import { createTally, type Measured, type Tally } from './tally'
import { electronicsShop, furnitureShop } from './topics'
import { chapterSize, returnToPresent, writeChapter, writeShifts, type PastLog } from './write-past'

/** What a shop may sell. */
export const pastShops = { furniture: furnitureShop, electronics: electronicsShop }

export interface PastOptions {
  readonly doors: Doors
  readonly tenantId: TenantId
  readonly conversations: number
  /** Today is the last of them. */
  readonly days: number
  readonly seed: string
  readonly shop: keyof typeof pastShops
  /** Also where the merchant has conversations already. */
  readonly force: boolean
  /** Epoch milliseconds. */
  readonly now: number
  readonly progress: (written: number) => void
}

export type PastOutcome =
  | { readonly kind: 'written'; readonly measured: Measured }
  /** The merchant has conversations, and nobody said that it does not matter. */
  | { readonly kind: 'busy'; readonly conversations: number }
  /** The same past of the same seed is there. */
  | { readonly kind: 'repeated' }
  /** Nobody serves: there is no member in any group, or no channel. */
  | { readonly kind: 'empty' }

interface Merchant {
  readonly hours: BusinessHours
  readonly groups: readonly Group[]
  readonly channels: readonly Channel[]
  readonly staff: readonly StaffRow[]
  readonly form: readonly Question[]
}

/** The last hour belongs to what is going on. */
const quietMs = 3_600_000

/** Makes a past for a merchant: the same options on the same day make the same past, once. */
export async function seedPast(options: PastOptions): Promise<PastOutcome> {
  const { doors, tenantId, conversations, days, now } = options
  const merchant = await readMerchant(doors, tenantId)
  const { hours, staff, groups, channels, form } = merchant
  if (staff.length === 0 || channels.length === 0) return { kind: 'empty' }
  const today = dayAt(now, hours.timeZone)
  const random = randomOf([options.seed, tenantId, today, conversations, days, options.shop].join(' '))
  const plan = planDemand({ conversations, days, hours, until: now - quietMs }, random)
  const agents = agentsOf(staff, plan, random)
  const words = pastShops[options.shop]
  const director = createDirector({ tenantId, words, form, hours, groups, channels, agents, random, now })
  const stagedDays = lazily(plan, (day) => director.stage(day))
  // The first conversation's id follows from the options: it tells whether this past is there.
  const first = stagedDays.firstId()
  const traffic = await doors.withTenant(tenantId, (tx) => readTraffic(tx, tenantId, first))
  if (traffic.known) return { kind: 'repeated' }
  if (traffic.conversations > 0 && !options.force) return { kind: 'busy', conversations: traffic.conversations }
  await doors.withSystem('partitions of the past', (tx) => keepPartitionsSince(tx, addDays(today, -days)))
  const log: PastLog = { doors, tenantId, epoch: await openLog(doors) }
  const tally = createTally(hours.timeZone)
  for (const day of stagedDays.all()) await writeDay(log, day, tally, options.progress)
  await returnToPresent(log, agents, now)
  return { kind: 'written', measured: tally.measured() }
}

function readMerchant(doors: Doors, tenantId: TenantId): Promise<Merchant> {
  return doors.withTenant(tenantId, async (tx) => ({
    hours: await readHours(tx, tenantId),
    groups: await readGroups(tx, tenantId),
    channels: await readChannels(tx, tenantId, { after: undefined, limit: 50 }),
    staff: await selectStaff(tx, tenantId),
    form: (await readForm(tx, tenantId, 'summary', 0))?.questions ?? [],
  }))
}

/** A past that asks more of the staff than they could hold gives each of them more places, as he had then. */
function agentsOf(staff: readonly StaffRow[], plan: readonly PlannedDay[], random: Random): PastAgent[] {
  const busiest = Math.max(...plan.map(({ arrivals }) => arrivals.length))
  // A tenth of a day comes in its busiest hour; a dialogue takes seven minutes, and a third of the staff are at work.
  const wanted = Math.ceil((busiest * 0.11 * 7) / 60 / Math.max(1, staff.length / 3))
  return staff.map(({ id, nickname, capacity, group_ids }) => ({
    id,
    nickname,
    groupIds: new Set(group_ids),
    slots: Math.max(capacity, wanted),
    pace: Math.min(2.2, Math.max(0.55, random.around(1, 0.3))),
    skill: random.fraction(),
  }))
}

/** Days are staged when they are written, but for those at the beginning that tell the first id. */
function lazily(plan: readonly PlannedDay[], stage: (day: PlannedDay) => StagedDay) {
  const ahead: StagedDay[] = []
  return {
    firstId(): string | null {
      for (const day of plan) {
        const staged = stage(day)
        ahead.push(staged)
        const [first] = staged.staged
        if (first) return first.conversation.row.id
      }
      return null
    },
    *all(): Generator<StagedDay> {
      yield* ahead
      for (const day of plan.slice(ahead.length)) yield stage(day)
    },
  }
}

async function writeDay(log: PastLog, day: StagedDay, tally: Tally, progress: PastOptions['progress']): Promise<void> {
  const conversations = day.staged.map(({ conversation }) => conversation)
  // Customers first: whoever comes twice on a day stands in two chapters.
  await writeChapter(log, { contacts: day.contacts, conversations: [], offlineMessages: [] })
  for (let from = 0; from < conversations.length; from += chapterSize) {
    const chapter = conversations.slice(from, from + chapterSize)
    await writeChapter(log, { contacts: [], conversations: chapter, offlineMessages: [] })
    for (const conversation of chapter) tally.count(conversation)
    progress(tally.counted())
  }
  await writeChapter(log, { contacts: [], conversations: [], offlineMessages: day.offlineMessages })
  tally.countLeft(day.offlineMessages.length)
  await writeShifts(log, day.shifts)
}
