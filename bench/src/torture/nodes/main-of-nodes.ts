import { figuresLine, say } from '../../figures'
import { describeMachine } from '../../machine'
import { buildProduct } from '../../process/build-product'
import { nodesSabotages } from './nodes-sabotages'
import { runNodes } from './run-nodes'

const full = { faultCount: 16, conversationCount: 120, merchantCount: 4, agentCount: 24 }
const small = { faultCount: 6, conversationCount: 12, merchantCount: 2, agentCount: 4 }

/** As many broken laws as are worth reading. */
const shownDetails = 10

interface Values {
  readonly nodes?: string | undefined
  readonly failover: boolean
  readonly rounds?: string | undefined
  readonly seed?: string | undefined
  readonly smoke: boolean
  readonly sabotage?: string | undefined
  readonly 'list-sabotages': boolean
}

/** The torture of several processes. */
export async function mainOfNodes(values: Values): Promise<void> {
  if (values['list-sabotages']) {
    for (const [name, { what }] of Object.entries(nodesSabotages)) say(`${name.padEnd(26)}${what}`)
    return
  }
  const sabotage = values.sabotage === undefined ? null : nodesSabotages[values.sabotage]
  if (sabotage === undefined) {
    throw new Error(`no sabotage is named ${values.sabotage}; there are ${Object.keys(nodesSabotages).join(', ')}`)
  }
  const size = values.smoke ? small : full
  say(describeMachine())
  if (sabotage) say(`SABOTAGE: ${sabotage.what}; this run must fail`)
  await buildProduct()
  const { details, figures } = await runNodes({
    ...size,
    isSmall: values.smoke,
    nodeCount: Number(values.nodes ?? 3),
    isReplicated: values.failover,
    faultCount: Number(values.rounds ?? size.faultCount),
    seed: Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000)),
    sabotage,
  })
  for (const detail of details.slice(0, shownDetails)) say(`  ${detail}`)
  if (details.length > shownDetails) say(`  ... and ${details.length - shownDetails} more`)
  say(figuresLine(figures))
  if (details.length > 0) process.exitCode = 1
}
