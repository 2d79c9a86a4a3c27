import { randomUUID } from 'node:crypto'
import type { CallFrame, ClientFrame, ServerFrame } from '@keqiao/contract/frames'
import { connected } from '../postgres/connect'
import { withDatabase } from '../postgres/database-server'
import type { Link, Tampering } from './tampering-proxy'

/** A promise that is broken on purpose. */
export interface Sabotage {
  readonly what: string
  /** What a proxy between clients and server does; made anew for each connection. */
  readonly tampering?: () => Tampering
  /** What is done to the database while the server is down. */
  readonly betweenLives?: (superuserUrl: string) => Promise<void>
}

const passThrough: Tampering = { fromClient: (frame) => frame, fromServer: (frame) => frame }

const isMessage = (frame: ClientFrame): frame is CallFrame =>
  frame.t === 'call' && frame.op === 'conversation.sendMessage'

/** Guesses the next place in each conversation from what passes by, as a server would that numbers before it stores. */
class PlaceGuess {
  readonly #heads = new Map<string, number>()

  see(frame: ServerFrame): void {
    if (frame.t === 'event') this.#raise(frame.s, frame.e.seq)
    else if (frame.t === 'range') this.#raise(frame.s, frame.head)
  }

  take(conversationId: string): number {
    const next = (this.#heads.get(conversationId) ?? 0) + 1
    this.#heads.set(conversationId, next)
    return next
  }

  #raise(conversationId: string, seq: number): void {
    this.#heads.set(conversationId, Math.max(seq, this.#heads.get(conversationId) ?? 0))
  }
}

function conversationOf({ input }: CallFrame): string {
  return (input as { conversationId: string }).conversationId
}

function acknowledge(frame: CallFrame, link: Link, guess: PlaceGuess): void {
  const result = { seq: guess.take(conversationOf(frame)), at: Date.now() }
  link.toClient({ t: 'reply', id: frame.id, ok: true, result })
}

function acknowledgesEarly(guess: PlaceGuess): Tampering {
  const answered = new Set<number>()
  return {
    fromClient(frame, link) {
      if (isMessage(frame)) {
        answered.add(frame.id)
        acknowledge(frame, link, guess)
      }
      return frame
    },
    fromServer(frame) {
      guess.see(frame)
      return frame.t === 'reply' && answered.delete(frame.id) ? null : frame
    },
  }
}

function forgetsKeys(seen: Set<string>): Tampering {
  return {
    ...passThrough,
    fromClient(frame) {
      if (!isMessage(frame) || frame.key === undefined) return frame
      if (seen.has(frame.key)) return { ...frame, key: randomUUID() }
      seen.add(frame.key)
      return frame
    },
  }
}

function swapsMessages(guess: PlaceGuess): Tampering {
  const answered = new Set<number>()
  let held: CallFrame | null = null
  let count = 0
  return {
    fromClient(frame, link) {
      if (!isMessage(frame)) return frame
      count += 1
      if (held) {
        link.toServer(frame)
        const late = held
        held = null
        return late
      }
      if (count % 5 !== 0) return frame
      held = frame
      answered.add(frame.id)
      acknowledge(frame, link, guess)
      return null
    },
    fromServer(frame) {
      guess.see(frame)
      return frame.t === 'reply' && answered.delete(frame.id) ? null : frame
    },
  }
}

/** Only whole pages lack something: those who live through it ask for smaller ones, so that the readings differ. */
function skipsInPages(): Tampering {
  const pages = new Set<number>()
  return {
    fromClient(frame) {
      if (frame.t === 'call' && asksForWholePage(frame)) pages.add(frame.id)
      return frame
    },
    fromServer(frame) {
      if (frame.t !== 'reply' || !frame.ok || !pages.delete(frame.id)) return frame
      const { events, ...rest } = frame.result as { events: unknown[] }
      return { ...frame, result: { ...rest, events: events.filter((_, i) => i !== 7) } }
    },
  }
}

function asksForWholePage({ op, input }: CallFrame): boolean {
  return (op === 'conversation.get' || op === 'conversation.history') && (input as { limit?: number }).limit === 200
}

async function loseLastMessages(superuserUrl: string): Promise<void> {
  await connected(withDatabase(superuserUrl, 'keqiao'), (client) =>
    client.query(
      `delete from events e using (
         select distinct on (stream_id) stream_id, seq from events where type = 'message.sent' order by stream_id, seq desc
       ) last where e.stream_id = last.stream_id and e.seq = last.seq`,
    ),
  )
}

/** Statements of one kind while the server is down. */
const whileDown = (statement: string) => async (superuserUrl: string) => {
  await connected(withDatabase(superuserUrl, 'keqiao'), (client) => client.query(statement))
}

const guess = new PlaceGuess()
const keysSeen = new Set<string>()

/** Each must turn the torture red. */
export const sabotages: Readonly<Record<string, Sabotage>> = {
  'ack-before-commit': {
    what: 'a message is acknowledged as soon as it arrives, before anything is stored',
    tampering: () => acknowledgesEarly(guess),
  },
  'no-dedupe': {
    what: 'a repeated message comes with a client id that nobody has seen',
    tampering: () => forgetsKeys(keysSeen),
  },
  reorder: {
    what: 'now and then two messages of one author change places',
    tampering: () => swapsMessages(guess),
  },
  'reader-skips': {
    what: 'pages of history lack an event',
    tampering: skipsInPages,
  },
  'storage-loses': {
    what: 'after each kill the last message of each conversation is gone from the log',
    betweenLives: loseLastMessages,
  },
  'places-appear': {
    what: 'after each kill every agent is taken to hold one dialogue less than he does',
    betweenLives: whileDown('update agent_load set active = active - 1 where active > 0'),
  },
  'line-forgets': {
    what: 'after each kill whoever waits stands in no line any more',
    betweenLives: whileDown(`update conversations set group_id = gen_random_uuid() where status = 'queued'`),
  },
  'legs-forgotten': {
    what: 'after each kill the log has lost the ends of the last legs',
    betweenLives: whileDown(
      `delete from events where (stream_id, seq) in
         (select stream_id, seq from events where type = 'leg.closed' order by at desc limit 3)`,
    ),
  },
}
