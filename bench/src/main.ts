// npm run bench -- chat | latency | connections | console | routing | export | smoke
import { parseArgs } from 'node:util'
import { fullChat, runChat } from './chat/run-chat'
import { checkOpenFiles, fullConnections, runConnections } from './connections/run-connections'
import { fullConsole, runConsole } from './console/run-console'
import { fullExport, runExport } from './export/run-export'
import { figuresLine, say, type Figures } from './figures'
import { fullLatency, runLatency } from './latency/run-latency'
import { describeMachine } from './machine'
import { buildProduct } from './process/build-product'
import { runMain } from './process/clean-up'
import { prepareBench, type Bench } from './reference/prepare-bench'
import { routingSabotages, type RoutingSabotage } from './routing/router-calls'
import { fullRouting, runRouting } from './routing/run-routing'
import { runSmoke, smokePeople } from './smoke'
import type { PeopleCounts } from './seed/people'

const usage = `npm run bench -- chat | latency | connections | console | routing | export | smoke
  --rounds N      rounds of product and reference in turn (5)
  --embedded      on the embedded PostgreSQL, even where Debian's programs are there
  --cpu-prof DIR  let the server write a processor profile into DIR
  --conversations N  routing: how many wait (10,000)
  --sabotage NAME routing, export: plants a fault, the run must fail
  --list-sabotages   their names`

interface Common {
  readonly rounds?: number
  /** Of routing: how many wait. */
  readonly waitingCount?: number
  readonly nodeArgs: readonly string[]
  readonly sabotage: RoutingSabotage | null
  /** Of exports: everything is kept until the end. */
  readonly keepsAll: boolean
}

interface Benchmark {
  readonly people: PeopleCounts
  readonly check?: () => void
  /** Its verdict is a replay of the log. */
  readonly replays?: boolean
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
    run: (bench, common) =>
      runRouting(bench, {
        ...fullRouting,
        ...common,
        conversationCount: common.waitingCount ?? fullRouting.conversationCount,
      }),
  },
  export: {
    people: { merchantCount: 1, agentCount: 12, visitorCount: 1 },
    run: (bench, { keepsAll }) => runExport(bench, { ...fullExport, keepsAll }),
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
    },
  })
  if (values['list-sabotages']) {
    for (const [name, what] of Object.entries(routingSabotages)) say(`${name.padEnd(24)} ${what}`)
    say(`${'keeps-everything'.padEnd(24)} export: no row is let go before the last one is written`)
    return
  }
  const benchmark = benchmarks[positionals[0] ?? '']
  if (!benchmark) throw new Error(usage)
  const sabotage = Object.keys(routingSabotages).find((name) => name === values.sabotage)
  const keepsAll = values.sabotage === 'keeps-everything' && positionals[0] === 'export'
  if (values.sabotage !== undefined && !keepsAll && (!sabotage || positionals[0] !== 'routing')) throw new Error(usage)
  say(describeMachine())
  benchmark.check?.()
  await buildProduct()
  const bench = await prepareBench(values.embedded ? 'embedded' : 'auto', benchmark.people, benchmark.replays)
  const profile = values['cpu-prof']
  const figures = await benchmark.run(bench, {
    ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
    ...(values.conversations === undefined ? {} : { waitingCount: Number(values.conversations) }),
    sabotage: (sabotage as RoutingSabotage | undefined) ?? null,
    keepsAll,
    nodeArgs: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  })
  say(figuresLine(figures))
}

await runMain(main)
