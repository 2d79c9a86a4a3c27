// npm run bench -- chat | latency | connections | console | smoke
import { parseArgs } from 'node:util'
import { fullChat, runChat } from './chat/run-chat'
import { checkOpenFiles, fullConnections, runConnections } from './connections/run-connections'
import { fullConsole, runConsole } from './console/run-console'
import { figuresLine, say, type Figures } from './figures'
import { fullLatency, runLatency } from './latency/run-latency'
import { describeMachine } from './machine'
import { buildProduct } from './process/build-product'
import { runMain } from './process/clean-up'
import { prepareBench, type Bench } from './reference/prepare-bench'
import { runSmoke, smokePeople } from './smoke'
import type { PeopleCounts } from './seed/people'

const usage = `npm run bench -- chat | latency | connections | console | smoke
  --rounds N      rounds of product and reference in turn (5)
  --embedded      on the embedded PostgreSQL, even where Debian's programs are there
  --cpu-prof DIR  let the server write a processor profile into DIR`

interface Common {
  readonly rounds?: number
  readonly nodeArgs: readonly string[]
}

interface Benchmark {
  readonly people: PeopleCounts
  readonly check?: () => void
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
  smoke: { people: smokePeople, run: runSmoke },
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      embedded: { type: 'boolean', default: false },
      'cpu-prof': { type: 'string' },
    },
  })
  const benchmark = benchmarks[positionals[0] ?? '']
  if (!benchmark) throw new Error(usage)
  say(describeMachine())
  benchmark.check?.()
  await buildProduct()
  const bench = await prepareBench(values.embedded ? 'embedded' : 'auto', benchmark.people)
  const profile = values['cpu-prof']
  const figures = await benchmark.run(bench, {
    ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
    nodeArgs: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  })
  say(figuresLine(figures))
}

await runMain(main)
