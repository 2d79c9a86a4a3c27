import { operations, type OverviewView } from '@keqiao/contract'
import { dayOf } from './calendar.testing'
import { createChance } from './chance.testing'
import type { History } from './make-history.testing'
import { administratorOf, isSame, type Difference, type House } from './prove.testing'
import { recountOverview, type AskedOverview } from './recount-overview.testing'

/** Compares every number of the overview: of the whole, of today as it goes on, and of a part that chance says. */
export async function compareOverview(house: House, history: History): Promise<Difference[]> {
  const today = dayOf(history.events, history.now)
  const { from, to } = history
  const found: Difference[] = []
  for (const asked of [{ from, to }, { from: today, to: today }, { from, to: today }, partOf(history)]) {
    found.push(...(await compareOne(house, history, asked)))
  }
  return found
}

function partOf({ seed, from, groupIds, memberIds, channelIds }: History): AskedOverview {
  const chance = createChance(seed + 11)
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const begins = Date.parse(from) + chance.between(0, 4) * 86_400_000
  return {
    from: day(begins),
    to: day(begins + chance.between(0, 2) * 86_400_000),
    ...(chance.is(0.3) ? { groupIds: [chance.pick(groupIds)] } : {}),
    ...(chance.is(0.3) ? { memberIds: [chance.pick(memberIds)] } : {}),
    ...(chance.is(0.3) ? { channelIds: [chance.pick(channelIds)] } : {}),
  }
}

async function compareOne(house: House, history: History, asked: AskedOverview): Promise<Difference[]> {
  const answer = await house.ask(administratorOf(history), operations.report.overview, asked, history.now)
  if (!answer.ok) throw new Error(`the overview was refused: ${JSON.stringify(answer.refusal.error)}`)
  const counted = numbersIn(answer.result as OverviewView)
  const recounted = numbersIn(recountOverview(history, asked))
  return [...new Set([...counted.keys(), ...recounted.keys()])].flatMap((where) =>
    isSame(counted.get(where), recounted.get(where))
      ? []
      : [
          {
            seed: history.seed,
            where: `overview ${JSON.stringify(asked)} ${where}`,
            counted: counted.get(where),
            recounted: recounted.get(where),
          },
        ],
  )
}

type Told = Pick<OverviewView, 'before' | 'validSessions' | 'invalidSessions' | 'trend' | 'ratings' | 'categories'> & {
  readonly figures: readonly Omit<OverviewView['figures'][number], 'unit'>[]
}

/** Every number by the name of its place, so that a difference says where it is. */
function numbersIn({ before, figures, validSessions, invalidSessions, trend, ratings, categories }: Told) {
  const told = new Map<string, unknown>(Object.entries({ validSessions, invalidSessions, by: trend.by }))
  for (const [name, value] of Object.entries(before)) told.set(`before ${name}`, value)
  for (const { key, points, value, before: was, part, whole } of figures) {
    for (const [name, number] of Object.entries({ value, was, part, whole })) told.set(`${key} ${name}`, number)
    for (const [index, number] of points.entries()) told.set(`${key} point ${index}`, number)
  }
  for (const { key, ...counts } of trend.points) {
    for (const [name, number] of Object.entries(counts)) told.set(`trend ${key} ${name}`, number)
  }
  told.set('ratings', ratings.count)
  for (const { score, count } of ratings.levels) told.set(`ratings ${score}`, count)
  for (const { text, count } of ratings.reasons) told.set(`reason ${text}`, count)
  for (const { path, count } of categories) told.set(`category ${path.join(' / ')}`, count)
  return told
}
