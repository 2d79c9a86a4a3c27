// npm run torture [-- --rounds N --messages M --smoke --seed S --sabotage NAME --list-sabotages]
// npm run torture -- --nodes 3 [--failover --rounds N --smoke --seed S --sabotage NAME --list-sabotages]
import { parseArgs } from 'node:util'
import { figuresLine, say } from '../figures'
import { describeMachine } from '../machine'
import { buildProduct } from '../process/build-product'
import { runMain } from '../process/clean-up'
import { mainOfNodes } from './nodes/main-of-nodes'
import { runTorture } from './run-torture'
import { sabotages } from './sabotages'

const full = { rounds: 21, messages: 50_000, conversationCount: 40, merchantCount: 4, agentCount: 8 }
const small = { rounds: 3, messages: 1_500, conversationCount: 20, merchantCount: 2, agentCount: 4 }

/** As many broken laws as are worth reading. */
const shownDetails = 10

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string' },
      messages: { type: 'string' },
      seed: { type: 'string' },
      nodes: { type: 'string' },
      failover: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      sabotage: { type: 'string' },
      'list-sabotages': { type: 'boolean', default: false },
    },
  })
  if (values.nodes !== undefined || values.failover) return mainOfNodes(values)
  if (values['list-sabotages']) {
    for (const [name, { what }] of Object.entries(sabotages)) say(`${name.padEnd(20)}${what}`)
    return
  }
  const sabotage = values.sabotage === undefined ? null : sabotages[values.sabotage]
  if (sabotage === undefined) {
    throw new Error(`no sabotage is named ${values.sabotage}; there are ${Object.keys(sabotages).join(', ')}`)
  }
  const size = values.smoke ? small : full
  say(describeMachine())
  if (sabotage) say(`SABOTAGE: ${sabotage.what}; this run must fail`)
  await buildProduct()
  const { verdict, isClean, figures } = await runTorture({
    ...size,
    rounds: Number(values.rounds ?? size.rounds),
    messages: Number(values.messages ?? size.messages),
    seed: Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000)),
    sabotage,
  })
  for (const detail of verdict.details.slice(0, shownDetails)) say(`  ${detail}`)
  if (verdict.details.length > shownDetails) say(`  ... and ${verdict.details.length - shownDetails} more`)
  say(figuresLine(figures))
  if (!isClean) process.exitCode = 1
}

await runMain(main)
