/**
 * The torture: people talk through the real client, and what serves them is killed again and again without warning.
 * Load, kills and the list of what was acknowledged live here; server and database are other processes. In the end
 * everything is read back, and every acknowledged message must be there once, in its place, in the order of saying.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { median, rounded, say, type Figures } from '../figures'
import { withDatabase } from '../postgres/database-server'
import { keepCommitTimes } from '../postgres/keep-commit-times'
import { seedPeople } from '../seed/seed-people'
import { openPairs, type Pair } from './cast'
import { FloorTraffic } from './floor-traffic'
import { Ledger } from './ledger'
import { seededRandom, shuffled, type Random } from './random'
import { readBack } from './read-back'
import type { Sabotage } from './sabotages'
import { startTamperingProxy } from './tampering-proxy'
import type { Talker } from './talker'
import { isClean, judge, type Evidence, type Verdict } from './verdict'
import { killKinds, Victim, type KillKind } from './victim'

/** How much, and what to break. */
export interface TortureOptions {
  readonly rounds: number
  /** Acknowledged in all, at least. */
  readonly messages: number
  readonly conversationCount: number
  readonly merchantCount: number
  readonly agentCount: number
  readonly seed: number
  readonly sabotage: Sabotage | null
}

/** What came out. */
export interface TortureOutcome {
  readonly verdict: Verdict
  readonly isClean: boolean
  readonly figures: Figures
}

interface Stage {
  readonly options: TortureOptions
  readonly random: Random
  readonly victim: Victim
  readonly ledger: Ledger
  readonly pairs: readonly Pair[]
  readonly talkers: readonly Talker[]
  readonly floor: FloorTraffic
}

interface KillRecord {
  readonly kind: KillKind
  readonly inFlight: number
  readonly acknowledged: number
  readonly backAfterMs: number
}

/** At each kill at least this many messages are on their way without an answer. */
const leastInFlight = 20

/** Of the connections this share is cut shortly before a kill: answers are lost although the server lives. */
const cutShare = 0.4

/** Runs it; throws when it cannot be carried out as it is meant. */
export async function runTorture(options: TortureOptions): Promise<TortureOutcome> {
  const stage = await setStage(options)
  const { random, ledger, talkers, victim, floor } = stage
  floor.begin()
  for (const talker of talkers) talker.talk()
  const kills: KillRecord[] = []
  for (const [index, kind] of plan(options.rounds, random).entries()) {
    await talkUntil(ledger, Math.round(((index + 0.5 + random() * 0.5) * options.messages) / (options.rounds + 1)))
    const cut = cutSome(talkers, random)
    await wait(random() * 300)
    const kill = await killOnce(stage, kind)
    kills.push(kill)
    say(
      `  round ${index + 1} of ${options.rounds}: cut ${cut} connections, killed ${kind.padEnd(8)} with ${kill.inFlight} in flight and ${kill.acknowledged} acknowledged; back after ${rounded(kill.backAfterMs)} ms`,
    )
  }
  await talkUntil(ledger, options.messages)
  await drain(talkers)
  await floor.end()
  const evidence = await readBack(stage.pairs, victim.files().superuserUrl, ledger)
  const verdict = judge(evidence)
  const refusals = talkers.flatMap((talker) => talker.refusals)
  verdict.details.push(...refusals.map((refusal) => `refused: ${refusal}`))
  for (const talker of talkers) talker.stop()
  const repeats = repeatsAbsorbed(evidence)
  const routing = await floor.judge(victim.files().superuserUrl)
  verdict.details.push(...routing.problems)
  const repaired = await loadsRepaired(victim.origin)
  if (repaired !== 0) verdict.details.push(`agent_load_repaired_total is ${repaired}`)
  if (repeats === 0) verdict.details.push('no repeat of a stored message was provoked: nothing is proven about them')
  const figures = {
    ...countsOf(verdict),
    refused: refusals.length,
    acknowledged: ledger.acknowledgedCount,
    repeats_absorbed: repeats,
    ...routing.figures,
    agent_load_repaired_total: repaired,
    conversations: stage.pairs.length,
    ...killFigures(kills),
    seed: options.seed,
  }
  return { verdict, isClean: isClean(verdict), figures }
}

async function setStage(options: TortureOptions): Promise<Stage> {
  const victim = await Victim.start()
  await keepCommitTimes(victim.files().superuserUrl)
  await victim.kill('both', () => undefined)
  await victim.resurrect()
  const people = await seedPeople(withDatabase(victim.files().superuserUrl, 'keqiao'), {
    merchantCount: options.merchantCount,
    agentCount: options.agentCount,
    visitorCount: options.conversationCount,
  })
  const tampering = options.sabotage?.tampering
  const port = tampering ? await startTamperingProxy(victim.port, tampering) : victim.port
  const ledger = new Ledger()
  const pairs = await openPairs({ people, ledger, origin: victim.origin, port })
  const talkers = pairs.flatMap(({ visitor, agent }) => [visitor, agent])
  say(`${talkers.length} real clients in ${pairs.length} conversations; seed ${options.seed}`)
  const random = seededRandom(options.seed)
  // Its chances are its own: the kills stay those of the seed.
  const chance = seededRandom(options.seed + 1)
  const floor = await FloorTraffic.open(victim.files().superuserUrl, victim.port, victim.origin, chance)
  return { options, random, victim, ledger, pairs, talkers, floor }
}

/** Every kind equally often, in an order that the seed chooses. */
function plan(rounds: number, random: Random): KillKind[] {
  return shuffled(
    Array.from({ length: rounds }, (_, i) => killKinds[i % killKinds.length] ?? 'both'),
    random,
  )
}

async function talkUntil(ledger: Ledger, count: number): Promise<void> {
  let seen = ledger.acknowledgedCount
  for (let quietMs = 0; ledger.acknowledgedCount < count; quietMs += 5) {
    if (quietMs > 60_000) throw new Error('nothing was acknowledged for a minute')
    await wait(5)
    if (ledger.acknowledgedCount > seen) quietMs = 0
    seen = ledger.acknowledgedCount
  }
}

/** Cuts some of those who have something under way; they come back by themselves. Returns how many. */
function cutSome(talkers: readonly Talker[], random: Random): number {
  const chosen = talkers.filter((talker) => talker.inFlightCount() > 0 && random() < cutShare)
  for (const { cut } of chosen) cut()
  return chosen.length
}

const inFlightOf = (talkers: readonly Talker[]) => talkers.reduce((sum, talker) => sum + talker.inFlightCount(), 0)

async function killOnce(stage: Stage, kind: KillKind): Promise<KillRecord> {
  const { victim, talkers, ledger } = stage
  const { sabotage } = stage.options
  for (let tries = 0; inFlightOf(talkers) < leastInFlight; tries++) {
    // A proxy that acknowledges at once leaves nothing in flight: then this is what it breaks.
    if (sabotage || tries > 5_000) break
    await wait(2)
  }
  let inFlight = 0
  const acknowledged = ledger.acknowledgedCount
  await victim.kill(kind, () => {
    inFlight = inFlightOf(talkers)
  })
  if (inFlight < leastInFlight && !sabotage) throw new Error(`only ${inFlight} messages were in flight at a kill`)
  const endedAt = performance.now()
  await victim.resurrect()
  if (sabotage?.betweenLives) await sabotage.betweenLives(victim.files().superuserUrl)
  for (const { client } of talkers) client.retryNow()
  stage.floor.retryNow()
  await talkUntil(ledger, ledger.acknowledgedCount + 1)
  return { kind, inFlight, acknowledged, backAfterMs: performance.now() - endedAt }
}

/** Everybody falls silent; what is under way must come to its end. */
async function drain(talkers: readonly Talker[]): Promise<void> {
  for (const talker of talkers) talker.talking = false
  const open = () => talkers.filter((talker) => talker.openCount() > 0)
  for (let leftMs = 60_000; open().length > 0 && leftMs > 0; leftMs -= 20) {
    for (const { client } of open()) client.retryNow()
    await wait(20)
  }
  if (open().length > 0) throw new Error(`${open().length} clients still have messages without an acknowledgement`)
  // What was acknowledged is still to be seen by those who listen.
  await wait(1_500)
}

/** Loads that the product itself found wrong since its last start; NaN where it does not say. */
async function loadsRepaired(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^agent_load_repaired_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

function countsOf({ details: _details, ...counts }: Verdict): Figures {
  return counts
}

/**
 * Messages whose answer was lost although they were stored: the client repeated them, and the repeat had to be
 * recognised. If there were none, nothing would have been proven about that.
 */
function repeatsAbsorbed(evidence: readonly Evidence[]): number {
  const storedAt = new Map(
    evidence.flatMap(({ readings }) => (readings.get('sql') ?? []).map(({ text, storedAt: at }) => [text, at])),
  )
  const messages = evidence.flatMap(({ authors }) => authors.flatMap((author) => author.messages))
  return messages.filter(({ text, unansweredAt }) => (storedAt.get(text) ?? Infinity) < (unansweredAt ?? 0)).length
}

function killFigures(kills: readonly KillRecord[]): Figures {
  const ofKind = (kind: KillKind) => kills.filter((kill) => kill.kind === kind).length
  return {
    rounds: kills.length,
    server: ofKind('server'),
    database: ofKind('database'),
    both: ofKind('both'),
    in_flight_min: Math.min(...kills.map(({ inFlight }) => inFlight)),
    in_flight_total: kills.reduce((sum, { inFlight }) => sum + inFlight, 0),
    back_after_ms: Math.round(median(kills.map(({ backAfterMs }) => backAfterMs))),
  }
}
