/**
 * `bench console`: how the agents' console feels under load. One agent in a real browser holds many dialogues, in all of
 * which visitors go on talking: how long it takes to turn from one to another, and whether frames are lost while he types.
 */
import { median, percentile, rounded, say, type Figures } from '../figures'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import { signInAgents } from '../seed/sign-in'
import { verifySaid } from '../wire/verify-said'
import { signedIn, startBrowser } from './browser'
import type { ConsoleCalls } from './console-calls'
import { BenchedDesk } from './desk'

/** How many and how long. */
export interface ConsoleOptions {
  readonly dialogueCount: number
  /** Messages in each dialogue before anything is measured. */
  readonly messageCount: number
  readonly switchCount: number
  /** Messages a second over all dialogues while the agent turns from one to the other. */
  readonly busyPerSecond: number
  /** The same while he types. */
  readonly typingPerSecond: number
  readonly typingMs: number
  readonly keyEveryMs: number
  readonly nodeArgs: readonly string[]
}

/** The size the figures are defined for. */
export const fullConsole: ConsoleOptions = {
  dialogueCount: 50,
  messageCount: 80,
  switchCount: 200,
  busyPerSecond: 50,
  typingPerSecond: 200,
  typingMs: 20_000,
  keyEveryMs: 90,
  nodeArgs: [],
}

/** A frame that somebody notices. */
const longFrameMs = 50

interface Parts {
  readonly desk: BenchedDesk
  readonly load: WorkerProcess<ConsoleCalls>
  readonly ids: readonly string[]
  readonly options: ConsoleOptions
}

/** Runs it; throws when a message or a key was lost. */
export async function runConsole(bench: Bench, options: ConsoleOptions): Promise<Figures> {
  say(
    `console on ${bench.server.description}; ${options.dialogueCount} dialogues, ${options.typingPerSecond} messages/s`,
  )
  const product = await bench.start(options.nodeArgs)
  const [agent] = bench.people.agents
  if (!agent) throw new Error('nobody sits at the console')
  const guests = bench.people.visitors.filter(({ merchant }) => merchant === agent.merchant)
  const visitors = guests.slice(0, options.dialogueCount)
  const [cookie = ''] = await signInAgents(product.origin, [agent])
  const load = startWorker<ConsoleCalls>('console/console-worker.ts')
  const { messageCount } = options
  const ids = await load.call('open', { port: product.port, agent, cookie, visitors, messageCount })
  const context = await signedIn(await startBrowser(), product.origin, cookie)
  const desk = await BenchedDesk.open(await context.newPage(), product.origin, ids)
  const parts = { desk, load, ids, options }
  const figures = { ...(await measureSwitches(parts)), ...(await measureTyping(parts)) }

  const { said, faults } = await load.call('end')
  const inFront = said.find(({ conversationId }) => conversationId === ids[0])
  await desk.counts(inFront?.seqs.length ?? -1)
  await context.close()
  await product.stop()
  const wrong = [...faults, ...(await verifySaid(bench.superuserUrl, said))]
  if (wrong.length > 0) throw new Error(`console is wrong:\n  ${wrong.slice(0, 10).join('\n  ')}`)
  return figures
}

async function measureSwitches({ desk, load, ids, options }: Parts): Promise<Figures> {
  // Each once, so that no code is loaded and nothing is laid out for the first time while it is measured.
  for (const id of ids) await desk.turnTo(id)
  let over = false
  const speaking = keepSpeaking(load, options.busyPerSecond, () => over)
  const ms: number[] = []
  let present = ids.at(-1)
  while (ms.length < options.switchCount) {
    const next = ids[Math.floor(Math.random() * ids.length)]
    if (next === undefined || (next === present && ids.length > 1)) continue
    ms.push(await desk.turnTo(next))
    present = next
  }
  over = true
  await speaking
  say(`  ${ms.length} switches: median ${rounded(median(ms))} ms, p95 ${rounded(percentile(ms, 0.95))} ms`)
  return {
    switches: ms.length,
    switch_ms_median: median(ms),
    switch_ms_p95: percentile(ms, 0.95),
    switch_ms_max: Math.max(...ms),
  }
}

async function keepSpeaking(load: Parts['load'], perSecond: number, over: () => boolean): Promise<void> {
  while (!over()) await load.call('speak', { perSecond, durationMs: 500 })
}

async function measureTyping({ desk, load, ids, options }: Parts): Promise<Figures> {
  const { typingPerSecond: perSecond, typingMs: durationMs, keyEveryMs } = options
  await desk.turnTo(ids[0] ?? '')
  const before = await desk.state()
  await desk.watchFrames()
  const [sent, typed] = await Promise.all([
    load.call('speak', { perSecond, durationMs }),
    desk.type(durationMs, keyEveryMs),
  ])
  const { gaps, keys } = await desk.frames()
  const after = await desk.state()
  const written = (await desk.written()).trim()
  if (written !== typed) throw new Error(`typed ${typed.length} keys, and the composer has ${written.length}`)
  const elapsed = after.at - before.at
  const long = gaps.filter((gap) => gap > longFrameMs)
  say(`  ${keys.length} keys under ${sent} messages: ${long.length} of ${gaps.length} frames over ${longFrameMs} ms`)
  return {
    messages: sent,
    keys: keys.length,
    key_ms_median: median(keys),
    key_ms_p95: percentile(keys, 0.95),
    frames: gaps.length,
    frames_over_50ms: long.length,
    longest_frame_ms: Math.max(...gaps),
    main_thread_percent: ((after.busy - before.busy) / elapsed) * 100,
    script_percent: ((after.script - before.script) / elapsed) * 100,
    heap_growth_mb: (after.heapBytes - before.heapBytes) / 1_048_576,
    heap_kb_per_message: (after.heapBytes - before.heapBytes) / 1_024 / sent,
  }
}
