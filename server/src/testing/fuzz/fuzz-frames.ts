import { allOperations, clientFrame, PROTOCOL_VERSION } from '@keqiao/contract'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { RunningProduct } from '../running-product'
import type { Cast } from './cast'
import type { Dice } from './dice'
import type { Findings } from './findings'
import { deep, mutate } from './mutate'
import { samplerOf, uuidOf, type JsonSchema, type Sampler } from './sample'

/** Frames of one socket after the other. */
export interface FrameFuzz {
  /** Sends that many frames, at most forty over a socket: what comes faster is refused as too much. */
  send(count: number): Promise<void>
}

const perSocket = 40
/** How long a socket may take to answer what was sent last, before it counts as hung. */
const patienceMs = 10_000

/** The frames as the contract checks them, and calls of every operation that frames carry. */
export function openFrameFuzz(house: RunningProduct, cast: Cast, dice: Dice, findings: Findings): FrameFuzz {
  const schemaOf = (type: z.ZodType) =>
    z.toJSONSchema(type, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema
  const frames = schemaOf(clientFrame)
  const inputs = allOperations
    .filter(({ httpOnly }) => !httpOnly)
    .map(({ name, input }) => [name, schemaOf(input)] as const)
  const sampler = samplerOf({ dice, schemas: {}, known: cast.known(dice) })
  const drawOne = () => drawFrame({ frames, inputs, dice, sampler })
  return {
    async send(count) {
      for (let sent = 0; sent < count; sent += perSocket) {
        const drawn = Array.from({ length: Math.min(perSocket, count - sent) }, drawOne)
        await talk({
          origin: house.origin,
          who: cast.socketOf(dice),
          frames: drawn,
          greets: dice.happens(0.9),
          findings,
        })
      }
    },
  }
}

interface DrawParts {
  readonly frames: JsonSchema
  readonly inputs: readonly (readonly [string, JsonSchema])[]
  readonly dice: Dice
  readonly sampler: Sampler
}

function drawFrame({ frames, inputs, dice, sampler }: DrawParts): string | Buffer {
  const [op, input] = dice.pick(inputs) ?? ['', {}]
  const fitting = sampler.value(input)
  const call = {
    t: 'call',
    id: dice.below(1_000_000),
    op,
    input: dice.happens(0.5) ? mutate(fitting, dice) : fitting,
    key: uuidOf(dice),
  }
  let frame: unknown = dice.happens(0.7) ? call : sampler.value(frames)
  // A frame that is none ends its socket, and what comes behind it is never read: so only now and then.
  if (dice.happens(0.04)) frame = mutate(frame, dice)
  if (dice.happens(0.98)) return JSON.stringify(frame) ?? ''
  return dice.pick<() => string | Buffer>([
    () => JSON.stringify(frame).slice(0, -2),
    () => '['.repeat(20_000),
    () => JSON.stringify({ t: 'call', id: 1, op, input: deep(3_000) }),
    () => JSON.stringify({ t: 'draft', s: uuidOf(dice), text: 'x'.repeat(70_000) }),
    () => Buffer.from([0, 1, 2, 255]),
    () => '',
    () => '\u0000',
  ])()
}

/** Ids that must be answered: those of whatever is understood, unless the socket is cut before. */
function idsIn(frames: readonly (string | Buffer)[]): Set<number> {
  const ids = new Set<number>()
  for (const frame of frames) {
    try {
      const parsed = clientFrame.safeParse(JSON.parse(String(frame)))
      // A stream that is unfollowed meanwhile owes no answer to whoever followed it.
      if (parsed.success && (parsed.data.t === 'call' || parsed.data.t === 'watch')) ids.add(parsed.data.id)
    } catch {
      // No JSON: nothing is owed to it but the end of the socket.
    }
  }
  return ids
}

interface Talk {
  readonly origin: string
  readonly who: { cookie: string } | { token: string }
  readonly frames: readonly (string | Buffer)[]
  readonly greets: boolean
  readonly findings: Findings
}

/** Opens a socket, usually says hello, sends all of it, and waits until everything is answered or the socket is cut. */
async function talk({ origin, who, frames, greets, findings }: Talk): Promise<void> {
  const isMember = 'cookie' in who
  const headers = { origin, ...(isMember ? { cookie: who.cookie } : {}) }
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { headers })
  const owed = idsIn(frames)
  const hello = { t: 'hello', v: PROTOCOL_VERSION, as: isMember ? 'member' : 'visitor', ...(isMember ? {} : who) }
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      socket.terminate()
      resolve()
    }
    const timer = setTimeout(() => {
      const [first] = owed
      const silent = frames.find((frame) => String(frame).includes(`"id":${first},`)) ?? ''
      findings.found(`a socket was left without an answer to ${String(silent).slice(0, 500)}`)
      done()
    }, patienceMs)
    const sendAll = () => {
      for (const frame of frames) socket.send(frame)
      if (owed.size === 0) done()
    }
    socket.on('open', () => (greets ? socket.send(JSON.stringify(hello)) : sendAll()))
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('utf8')
      findings.look(`a frame after ${String(frames[0]).slice(0, 200)}`, null, text)
      const frame = JSON.parse(text) as { t: string; id?: number }
      if (frame.t === 'welcome') sendAll()
      if (frame.t !== 'reply' && frame.t !== 'range') return
      owed.delete(frame.id ?? -1)
      if (owed.size === 0) done()
    })
    socket.on('close', done)
    socket.on('error', done)
  })
}
