// npm run bench -- chat | latency | connections | console | routing | knowledge | export | smoke
import { parseArgs } from 'node:util'
import { fullChat, runChat } from './chat/run-chat'
import { checkOpenFiles, fullConnections, runConnections } from './connections/run-connections'
import { fullConsole, runConsole } from './console/run-console'
import { exportSabotages } from './export/export-calls'
import { exportOf, fullExport, runExport } from './export/run-export'
import { figuresLine, say, type Figures } from './figures'
import { knowledgeSabotages, type KnowledgeSabotage } from './knowledge/knowledge-calls'
import { fullKnowledge, runKnowledge } from './knowledge/run-knowledge'
import { fullLatency, runLatency } from './latency/run-latency'
import { describeMachine } from './machine'
import { buildProduct } from './process/build-product'
import { runMain } from './process/clean-up'
import { prepareBench, type Bench } from './reference/prepare-bench'
import { routingSabotages, type RoutingSabotage } from './routing/router-calls'
import { fullRouting, runRouting } from './routing/run-routing'
import { runSmoke, smokePeople } from './smoke'
import type { PeopleCounts } from './seed/people'

const usage = `npm run bench -- chat | latency | connections | console | routing | knowledge | export | smoke
  --rounds N      rounds of product and reference in turn (5)
  --embedded      on the embedded PostgreSQL, even where Debian's programs are there
  --cpu-prof DIR  let the server write a processor profile into DIR
  --conversations N  routing: how many wait (10,000)
  --rows N        export: how long the list is (100,000); it may grow by less in proportion
  --sabotage NAME routing, knowledge, export: plants a fault, the run must fail
  --list-sabotages   their names`

interface Common {
  readonly rounds?: number
  /** Of routing: how many wait. */
  readonly waitingCount?: number
  /** Of export: how long the list is. */
  readonly rowCount?: number
  readonly nodeArgs: readonly string[]
  readonly sabotage: string | null
}

interface Benchmark {
  readonly people: PeopleCounts
  readonly check?: () => void
  /** Its verdict is a replay of the log. */
  readonly replays?: boolean
  /** Faults that can be planted in it. */
  readonly sabotages?: Readonly<Record<string, string>>
  readonly run: (bench: Bench, common: Common) => Promise<Figures>
}

const merchantCount = 20

const benchmarks: Readonly<Record<string, Benchmark>> = {
  chat: {
    people: { merchantCount, agentCount: 60, visitorCount: fullChat.conversationCount },
    run: (bench, common) => runChat(bench, { ...fullChat, ...common }),
  },
  latency: {
    people: { merchantCount, agentCount: 60, visitorCount: fullLatency.conversationCount },
    run: (bench, common) => runLatency(bench, { ...fullLatency, ...common }),
  },
  connections: {
    people: { merchantCount, agentCount: merchantCount, visitorCount: fullConnections.connectionCount },
    check: () => checkOpenFiles(fullConnections.connectionCount),
    run: (bench, common) => runConnections(bench, { ...fullConnections, ...common }),
  },
  console: {
    people: { merchantCount: 1, agentCount: 1, visitorCount: fullConsole.dialogueCount },
    run: (bench, { nodeArgs }) => runConsole(bench, { ...fullConsole, nodeArgs }),
  },
  routing: {
    // It brings its own.
    people: { merchantCount: 1, agentCount: 1, visitorCount: 1 },
    replays: true,
    sabotages: routingSabotages,
    run: (bench, common) =>
      runRouting(bench, {
        ...fullRouting,
        ...common,
        sabotage: common.sabotage as RoutingSabotage | null,
        conversationCount: common.waitingCount ?? fullRouting.conversationCount,
      }),
  },
  knowledge: {
    people: { merchantCount: 1, agentCount: 1, visitorCount: 1 },
    sabotages: knowledgeSabotages,
    run: (bench, { rounds = fullKnowledge.rounds, sabotage }) =>
      runKnowledge(bench, { ...fullKnowledge, rounds, sabotage: sabotage as KnowledgeSabotage | null }),
  },
  export: {
    people: { merchantCount: 1, agentCount: 12, visitorCount: 1 },
    sabotages: exportSabotages,
    run: (bench, { sabotage, rowCount }) =>
      runExport(bench, { ...(rowCount ? exportOf(rowCount) : fullExport), keepsAll: sabotage !== null }),
  },
  smoke: { people: smokePeople, replays: true, run: runSmoke },
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      embedded: { type: 'boolean', default: false },
      'cpu-prof': { type: 'string' },
      sabotage: { type: 'string' },
      'list-sabotages': { type: 'boolean', default: false },
      conversations: { type: 'string' },
      rows: { type: 'string' },
    },
  })
  if (values['list-sabotages']) {
    for (const [name, what] of Object.entries({ ...routingSabotages, ...knowledgeSabotages, ...exportSabotages }))
      say(`${name.padEnd(24)} ${what}`)
    return
  }
  const benchmark = benchmarks[positionals[0] ?? '']
  if (!benchmark) throw new Error(usage)
  const sabotage = values.sabotage ?? null
  if (sabotage !== null && !Object.hasOwn(benchmark.sabotages ?? {}, sabotage)) throw new Error(usage)
  say(describeMachine())
  benchmark.check?.()
  await buildProduct()
  const bench = await prepareBench(values.embedded ? 'embedded' : 'auto', benchmark.people, benchmark.replays)
  const profile = values['cpu-prof']
  const figures = await benchmark.run(bench, {
    ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
    ...(values.conversations === undefined ? {} : { waitingCount: Number(values.conversations) }),
    ...(values.rows === undefined ? {} : { rowCount: Number(values.rows) }),
    sabotage,
    nodeArgs: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  })
  say(figuresLine(figures))
}

await runMain(main)
