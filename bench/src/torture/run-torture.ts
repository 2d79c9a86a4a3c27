/**
 * The torture: people talk through the real client, and what serves them is killed again and again without warning.
 * Load, kills and the list of what was acknowledged live here; server and database are other processes. In the end
 * everything is read back, and every acknowledged message must be there once, in its place, in the order of saying.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { median, rounded, say, type Figures } from '../figures'
import { withDatabase } from '../postgres/database-server'
import { seedPeople } from '../seed/seed-people'
import { openPairs, type Pair } from './cast'
import { Ledger } from './ledger'
import { seededRandom, shuffled, type Random } from './random'
import { readBack } from './read-back'
import type { Sabotage } from './sabotages'
import { startTamperingProxy } from './tampering-proxy'
import type { Talker } from './talker'
import { isClean, judge, type Verdict } from './verdict'
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

interface KillRecord {
  readonly kind: KillKind
  readonly inFlight: number
  readonly acknowledged: number
  readonly backAfterMs: number
}

/** At each kill at least this many messages are on their way without an answer. */
const leastInFlight = 20

/** Runs it; throws when it cannot be carried out as it is meant. */
export async function runTorture(options: TortureOptions): Promise<TortureOutcome> {
  const random = seededRandom(options.seed)
  const victim = await Victim.start()
  const superuserUrl = () => victim.files().superuserUrl
  const people = await seedPeople(withDatabase(superuserUrl(), 'keqiao'), {
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
  for (const talker of talkers) talker.talk()

  const kills: KillRecord[] = []
  for (const [index, kind] of plan(options.rounds, random).entries()) {
    await talkUntil(ledger, Math.round(((index + 0.5 + random() * 0.5) * options.messages) / (options.rounds + 1)))
    await wait(random() * 300)
    const record = await killOnce(kind, victim, talkers, ledger, options.sabotage)
    kills.push(record)
    say(
      `  round ${index + 1} of ${options.rounds}: killed ${kind.padEnd(8)} with ${record.inFlight} in flight, ${record.acknowledged} acknowledged; back after ${rounded(record.backAfterMs)} ms`,
    )
  }
  await talkUntil(ledger, options.messages)
  await drain(talkers)
  const verdict = judge(await readBack(pairs, superuserUrl(), ledger))
  const refusals = talkers.flatMap((talker) => talker.refusals)
  verdict.details.push(...refusals.map((refusal) => `refused: ${refusal}`))
  for (const talker of talkers) talker.stop()
  return {
    verdict,
    isClean: isClean(verdict),
    figures: figuresOf(options, verdict, kills, ledger, refusals.length, pairs),
  }
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

const inFlightOf = (talkers: readonly Talker[]) => talkers.reduce((sum, talker) => sum + talker.inFlightCount(), 0)

async function killOnce(
  kind: KillKind,
  victim: Victim,
  talkers: readonly Talker[],
  ledger: Ledger,
  sabotage: Sabotage | null,
): Promise<KillRecord> {
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
  const killedAt = performance.now()
  await victim.resurrect()
  if (sabotage?.betweenLives) await sabotage.betweenLives(victim.files().superuserUrl)
  for (const { client } of talkers) client.retryNow()
  await talkUntil(ledger, ledger.acknowledgedCount + 1)
  return { kind, inFlight, acknowledged, backAfterMs: performance.now() - killedAt }
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

function figuresOf(
  options: TortureOptions,
  { details: _details, ...counts }: Verdict,
  kills: readonly KillRecord[],
  ledger: Ledger,
  refused: number,
  pairs: readonly Pair[],
): Figures {
  const ofKind = (kind: KillKind) => kills.filter((kill) => kill.kind === kind).length
  return {
    ...counts,
    refused,
    acknowledged: ledger.acknowledgedCount,
    conversations: pairs.length,
    rounds: kills.length,
    server: ofKind('server'),
    database: ofKind('database'),
    both: ofKind('both'),
    in_flight_min: Math.min(...kills.map(({ inFlight }) => inFlight)),
    in_flight_total: kills.reduce((sum, { inFlight }) => sum + inFlight, 0),
    back_after_ms: Math.round(median(kills.map(({ backAfterMs }) => backAfterMs))),
    seed: options.seed,
  }
}
