import { parseArgs } from 'node:util'
import { CommandError } from './command-error'
import { demoMerchants } from './demo'
import { pastShops, seedPast, type Measured, type PastOutcome } from './features/past'
import { findTenantByCode } from './features/tenant'
import type { CommandRun } from './merchant-command'
import { systemClock } from './platform/clock'

const usage = `
  npm run seed:history -- [--conversations 2000] [--days 30] [--merchant CODE] [--shop furniture|electronics] [--seed S] [--force]

  Makes a past for a merchant: conversations, queue, transfers, messages left, shifts, all made up. The demo's first
  merchant where none is named. The same options make the same past, once a day. A merchant who has conversations
  already gets one only with --force; there is no way back.
`

/** Two years: the log keeps as many months apart. */
const mostDays = 730
const mostConversations = 2_000_000

interface Asked {
  readonly conversations: number
  readonly days: number
  readonly merchant: string
  readonly seed: string
  readonly shop: keyof typeof pastShops
  readonly force: boolean
}

/**
 * What was typed behind `npm run seed:history --`, as work still to be done on an open database.
 * @throws CommandError at once when it cannot be understood, or later when it cannot be done as asked.
 */
export function seedHistoryCommand(given: readonly string[]): (run: CommandRun) => Promise<void> {
  const asked = read(given)
  return async ({ doors, say }) => {
    const tenant = await findTenantByCode(doors, asked.merchant)
    if (!tenant)
      throw new CommandError(`There is no merchant ${JSON.stringify(asked.merchant)}: npm run merchant -- list`)
    const clock = systemClock()
    const began = clock.monotonic()
    let told = began
    say(
      `  A past of ${asked.conversations} conversations in ${asked.days} days for ${tenant.name} (${asked.merchant}).`,
    )
    const progress = (written: number) => {
      if (clock.monotonic() - told < 2_000) return
      told = clock.monotonic()
      const share = Math.floor((written / asked.conversations) * 100)
      say(`    ${String(share).padStart(3)} %  ${written} conversations, ${Math.round((told - began) / 1_000)} s`)
    }
    const outcome = await seedPast({ ...asked, doors, tenantId: tenant.id, now: clock.now(), progress })
    sayOutcome(outcome, asked, (clock.monotonic() - began) / 1_000, say)
  }
}

function read(given: readonly string[]): Asked {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        conversations: { type: 'string', default: '2000' },
        days: { type: 'string', default: '30' },
        merchant: { type: 'string', default: demoMerchants[0]?.code ?? '' },
        seed: { type: 'string', default: '1' },
        shop: { type: 'string', default: 'furniture' },
        force: { type: 'boolean', default: false },
      },
    })
    const { merchant, seed, force } = values
    const counts = {
      conversations: wholeNumber('--conversations', values.conversations, mostConversations),
      days: wholeNumber('--days', values.days, mostDays),
    }
    return { ...counts, merchant, seed, force, shop: shopOf(values.shop ?? '') }
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw new CommandError(`${name} is a whole number from 1 to ${most}.\n${usage}`)
  return value
}

function shopOf(name: string): Asked['shop'] {
  if (name === 'furniture' || name === 'electronics') return name
  throw new CommandError(`--shop is furniture or electronics.\n${usage}`)
}

function sayOutcome(outcome: PastOutcome, asked: Asked, seconds: number, say: CommandRun['say']): void {
  switch (outcome.kind) {
    case 'empty':
      throw new CommandError(`${asked.merchant} has nobody who serves: it needs a channel, and a member in a group.`)
    case 'busy':
      throw new CommandError(
        `${asked.merchant} has ${outcome.conversations} conversations already; nothing was written. --force adds a past to them.`,
      )
    case 'repeated':
      return say(
        `  This past is there already (seed ${asked.seed}); nothing was written. Another --seed makes another one.`,
      )
    case 'written':
      return sayMeasured(outcome.measured, seconds, say)
  }
}

function sayMeasured(measured: Measured, seconds: number, say: CommandRun['say']): void {
  const { conversations, served, abandoned, offlineMessages, messages, events } = measured
  say(
    `  Written in ${seconds.toFixed(1)} s: ${conversations} conversations (${served} served, ${abandoned} left the line),`,
  )
  say(`  ${messages} messages, ${events} events, ${offlineMessages} offline messages,`)
  say(`  ${measured.ratings} ratings, ${measured.summaries} summaries.`)
  say(`  Messages of a served dialogue: median ${measured.medianMessages}, p90 ${measured.p90Messages}.`)
  say(`  Peaks of the day, by the merchant's clocks: ${measured.peakHours.slice(0, 3).join(', ')} h.`)
}
