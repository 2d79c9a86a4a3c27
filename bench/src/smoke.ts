import { fullChat, runChat } from './chat/run-chat'
import { fullConnections, runConnections } from './connections/run-connections'
import { findChromium } from './console/browser'
import { fullConsole, runConsole } from './console/run-console'
import { say, type Figures } from './figures'
import { exportOf, runExport } from './export/run-export'
import { fullKnowledge, runKnowledge } from './knowledge/run-knowledge'
import { fullLatency, runLatency } from './latency/run-latency'
import type { Bench } from './reference/prepare-bench'
import { fullRouting, runRouting } from './routing/run-routing'
import type { PeopleCounts } from './seed/people'
import { seedPeople } from './seed/seed-people'

const talkingCount = 12
const idleCount = 60
/** Enough that keeping them would show. */
const exportedRows = 30_000

/** Those who talk come first; the idle ones are others. */
export const smokePeople: PeopleCounts = {
  merchantCount: 4,
  agentCount: 4,
  visitorCount: talkingCount + idleCount,
}

/**
 * All benchmarks, tiny: it shows that they work and that what they measure is right. Its figures mean nothing,
 * and nothing is too slow for it.
 */
export async function runSmoke(bench: Bench): Promise<Figures> {
  const chat = await runChat(bench, {
    ...fullChat,
    rounds: 1,
    warmUpMs: 200,
    windowMs: 800,
    conversationCount: talkingCount,
  })
  const latency = await runLatency(bench, {
    ...fullLatency,
    rounds: 1,
    rates: [100],
    productMs: 1_000,
    floorMs: 500,
    warmUp: { perSecond: 100, durationMs: 200 },
    conversationCount: talkingCount,
  })
  const { people } = bench
  const idle = { ...people, visitors: people.visitors.slice(talkingCount) }
  const connections = await runConnections(
    { ...bench, people: idle },
    { ...fullConnections, rounds: 1, connectionCount: idleCount, messageCount: 5, workerCount: 2, beatWithinMs: 0 },
  )
  const desk = await smokeConsole(bench, idle)
  const routing = await runRouting(bench, {
    ...fullRouting,
    rounds: 1,
    processCount: 2,
    conversationCount: 200,
    groupCount: 3,
    agentCount: 6,
    capacity: 3,
  })
  const knowledge = await runKnowledge(bench, {
    ...fullKnowledge,
    rounds: 1,
    sizes: [400],
    askedPerRound: 10,
    untimed: true,
  })
  const exported = await runExport(await withOthers(bench), exportOf(exportedRows))
  return {
    acknowledged: chat['acknowledged'] ?? 0,
    lost: 0,
    duplicated: 0,
    p50_ms_100: latency['p50_ms_100'] ?? 0,
    connections: connections['connections'] ?? 0,
    messages_heard: connections['messages_heard'] ?? 0,
    switches: desk['switches'] ?? 0,
    keys: desk['keys'] ?? 0,
    hit1_tuned: knowledge['hit1_tuned'] ?? 0,
    hit5_held_out: knowledge['hit5_held_out'] ?? 0,
    assignments: routing['assignments'] ?? 0,
    over_capacity: routing['over_capacity'] ?? 0,
    double_assigned: routing['double_assigned'] ?? 0,
    rows: exported['rows'] ?? 0,
  }
}

/** A merchant who has no past yet, with his own people. */
const withOthers = async (bench: Bench): Promise<Bench> => ({
  ...bench,
  people: await seedPeople(bench.superuserUrl, {
    merchantCount: 1,
    agentCount: 12,
    visitorCount: 1,
    prefix: 'exporting',
  }),
})

/** The only one that needs a browser. */
async function smokeConsole(bench: Bench, people: Bench['people']): Promise<Figures> {
  if (findChromium() === null) {
    say('! NO BROWSER was found, so the console was NOT measured: install Chromium, or set CHROMIUM_PATH to one')
    return { switches: 'not_run', keys: 'not_run' }
  }
  return runConsole(
    { ...bench, people },
    { ...fullConsole, dialogueCount: 4, messageCount: 12, switchCount: 8, typingPerSecond: 40, typingMs: 1_500 },
  )
}
