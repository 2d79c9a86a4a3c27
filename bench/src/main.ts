// npm run bench -- chat | latency | connections | smoke
import { parseArgs } from 'node:util'
import { fullChat, runChat } from './chat/run-chat'
import { fullConnections, runConnections } from './connections/run-connections'
import { figuresLine, say } from './figures'
import { fullLatency, runLatency } from './latency/run-latency'
import { describeMachine } from './machine'
import { runMain } from './process/clean-up'

const usage = `npm run bench -- chat | latency | connections | smoke
  --rounds N      rounds of product and reference in turn (5)
  --embedded      on the embedded PostgreSQL, even where Debian's programs are there
  --cpu-prof DIR  let the server write a processor profile into DIR`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      embedded: { type: 'boolean', default: false },
      'cpu-prof': { type: 'string' },
    },
  })
  const [name] = positionals
  const profile = values['cpu-prof']
  const common = {
    database: values.embedded ? ('embedded' as const) : ('auto' as const),
    ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
    ...(profile === undefined ? {} : { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${profile}`] }),
  }
  say(describeMachine())
  switch (name) {
    case 'chat':
      return say(figuresLine(await runChat({ ...fullChat, ...common })))
    case 'latency':
      return say(figuresLine(await runLatency({ ...fullLatency, ...common })))
    case 'connections':
      return say(figuresLine(await runConnections({ ...fullConnections, ...common })))
    default:
      throw new Error(usage)
  }
}

await runMain(main)
