import type { BoardChange, VisitReport } from '@keqiao/domain'
import type { BoardView } from './views/board'
import type { VisitView } from './views/visit'

/**
 * The wire between client and gateway: JSON text frames over one WebSocket. This file has no dependency, so that the
 * widget pays for constants only. The whole protocol fits on this page:
 *
 *   client                              gateway
 *   hello {v, as, token?}        ->
 *                                <-     welcome {…}   or   refused {code} and close
 *   follow {id, s, cursor}       ->                       from here on events of stream s arrive
 *                                <-     range {id, s, events, head, more} | reply {id, ok: false, error}
 *   call {id, op, input, key?}   ->
 *                                <-     reply {id, ok: true, result} | reply {id, ok: false, error}
 *                                <-     event {s, e}              e.prev is the seq of the last event *this* audience
 *                                                                 may see; e.prev != cursor is a gap: follow again
 *                                <-     beat {heads, …}           heads[s] > cursor is a gap as well
 *   pong {}                      ->
 *   draft {s, text}              ->                               never stored (消息预知)
 *                                <-     draft {s, text} | typing {s, name} | queue {s, position, …} | read {s, by, seq}
 *   visit {pages, …}             ->                               a visitor's page trail; a page view alone writes nothing
 *                                <-     visit {s, visit}          staff only
 *                                <-     news {of}                 members only: what they hold of it is old
 *   watch {id, what}             ->                               from here on frames of what is watched arrive
 *                                <-     reply {id, ok}            then board {…}, whole at first, then what changed
 *   unwatch {what}               ->
 *                                <-     steered {by, …}           a supervisor changed something of the member
 */
export const PROTOCOL_VERSION = 1

/** What both ends of the wire may rely on. */
export const FRAME_LIMITS = {
  /** Bytes of one frame, either way into the server. */
  maxFrameBytes: 64 * 1024,
  /** UTF-16 units of a message's text. */
  maxTextLength: 8_000,
  /** Marks on one message. */
  maxSpans: 200,
  /** UTF-16 units of a draft; what is longer is cut by the client. */
  maxDraftLength: 2_000,
  /** Bytes of one uploaded file. */
  maxFileBytes: 20 * 1024 * 1024,
  /** Events in one range frame. */
  rangeSize: 200,
  /** Streams one connection may follow at once. */
  maxFollowed: 200,
  /** UTF-16 units of an address, a title, and a product's words in a visit. */
  maxUrlLength: 2_000,
  maxTitleLength: 300,
} as const

/** The same of cards; apart, so that the widget's first load does not carry them. */
export const CARD_LIMITS = {
  /** UTF-16 units of a price, of an order's status, and of an order's number or a product's own number. */
  maxPriceLength: 50,
  maxStatusLength: 50,
  maxNumberLength: 100,
  /** Attributes of a product, and UTF-16 units of their names and values. */
  maxAttributes: 10,
  maxAttributeName: 40,
  maxAttributeValue: 200,
  /** Goods in one order that are told, and how many of each there may be. */
  maxOrderLines: 20,
  maxQuantity: 99_999,
  /** Orders a page may tell of its visitor. */
  maxOrders: 10,
} as const

/** Milliseconds after which what was said cannot be recalled any more. */
export const RECALL_WITHIN_MS = 120_000

/** Close codes of the socket that the client tells apart; everything else is a lost network and is retried. */
export const CLOSE_CODES = {
  /** The `refused` frame before it says why; retry only if it carries retryAfterMs. */
  refused: 4000,
  /** Missed heartbeats. */
  silent: 4001,
  /** The node is draining: reconnect at once, elsewhere. */
  draining: 4002,
  /** The receiver was too slow; reconnect and resume by cursor. */
  slow: 4003,
} as const

/** Milliseconds; a client that hears nothing for this long, or misses three beats, considers the connection dead. */
export const SILENCE_TOLERANCE_MS = 45_000

/** Who an event may be shown to. */
export type Audience = 'visitor' | 'staff'

/** The first frame of a connection. */
export interface HelloFrame {
  t: 'hello'
  v: number
  as: 'visitor' | 'member'
  /** The visitor's opaque token; members are known by their cookie. */
  token?: string
}

/** Calls an operation; answered by one `reply` with the same id. */
export interface CallFrame {
  t: 'call'
  /** Chosen by the client, unique on this connection. */
  id: number
  op: string
  input: unknown
  /** The client id: idempotency key of a command, kept over reconnects. */
  key?: string
}

/** Asks for what is missing after `cursor`, and for everything that happens from now on. */
export interface FollowFrame {
  t: 'follow'
  id: number
  /** Stream id: a conversation's own, or that which `contact.list` gives with a contact. */
  s: string
  /** Seq of the last event the client has; 0 for none. */
  cursor: number
}

/** Nothing more of this stream. */
export interface UnfollowFrame {
  t: 'unfollow'
  s: string
}

/** A visitor's unsent text; an empty text clears it. From a member it only says that he is typing. */
export interface DraftFrame {
  t: 'draft'
  s: string
  text: string
}

/** Where a visitor's browser is and was before; all it knows, every time. From a member it is not heard. */
export interface VisitFrame extends VisitReport {
  t: 'visit'
}

/** What of the merchant's present can be watched as a whole; each needs a permission of its own. */
export type Watched = 'board'

/** From here on the present state arrives, whole at first, then what changed; answered by one `reply`. */
export interface WatchFrame {
  t: 'watch'
  id: number
  what: Watched
}

/** Nothing more of it. */
export interface UnwatchFrame {
  t: 'unwatch'
  what: Watched
}

/** Answers a beat: the client is alive. */
export interface PongFrame {
  t: 'pong'
}

/** Everything a client may send. */
export type ClientFrame =
  HelloFrame | CallFrame | FollowFrame | UnfollowFrame | DraftFrame | VisitFrame | WatchFrame | UnwatchFrame | PongFrame

/** A refusal on the wire. */
export interface WireError {
  /** A code of the error registry; each has its line in docs/errors.md. */
  code: string
  data?: Record<string, unknown>
  /** The same call may succeed later. */
  retryable?: boolean
  retryAfterMs?: number
}

/** Who did it, as every audience may know him. */
export interface WireActor {
  kind: 'visitor' | 'member' | 'system'
  id: string
  name: string
}

/** One event of the log as one audience may see it. `at` is epoch milliseconds of the server. */
export interface WireEvent<Type extends string = string, Payload = unknown> {
  seq: number
  /** Seq of the last earlier event this audience may see; 0 for none. */
  prev: number
  type: Type
  v: number
  at: number
  actor: WireActor
  /** The command's client id: how the sender finds his local echo. */
  key?: string
  payload: Payload
}

/** The hello was accepted. */
export interface WelcomeFrame {
  t: 'welcome'
  v: number
  /** Id of this connection, for support and logs. */
  connection: string
  me: WireActor
  /** Epoch milliseconds. */
  now: number
  /** Something is heard from the server this often, in milliseconds; staff are asked more often than visitors. */
  beatMs: number
  /** CON-13: what the visitor types is shown before he sends it; he must be told. */
  preview?: boolean
}

/** Refuses the connection, which closes, or a frame that has no id. */
export interface RefusedFrame {
  t: 'refused'
  error: WireError
}

/** Answers a call or a refused follow. */
export type ReplyFrame =
  { t: 'reply'; id: number; ok: true; result: unknown } | { t: 'reply'; id: number; ok: false; error: WireError }

/** Answers a follow: events after its cursor, oldest first. */
export interface RangeFrame {
  t: 'range'
  id: number
  s: string
  events: WireEvent[]
  /** Seq of the last event of the stream this audience may see. */
  head: number
  /** There is more between the last event here and head: follow again from there. */
  more: boolean
}

/** Something happened in a followed stream. */
export interface EventFrame {
  t: 'event'
  s: string
  e: WireEvent
}

/** The server's heartbeat. */
export interface BeatFrame {
  t: 'beat'
  now: number
  /** Stream id -> last seq this audience may see, of each followed stream. */
  heads: Record<string, number>
  /** A member's load version: rises whenever his set of open legs changes. */
  load?: number
}

/** The desk changed: ask desk.get again unless `version` is what you have. */
export interface DeskFrame {
  t: 'desk'
  /** The member's load version; absent when it is the waiting line that changed. */
  version?: number
}

/** Something that is asked for and not followed has changed: ask again. Only members get it. */
export interface NewsFrame {
  t: 'news'
  of: 'phrase' | 'broadcast' | 'consult'
}

/** What a visitor has typed and not sent (CON-13); only staff get it. */
export interface ServerDraftFrame {
  t: 'draft'
  s: string
  text: string
}

/**
 * The other end is writing. Visitors get it of an agent; staff get it of a visitor where the merchant does not let them
 * see what he writes, and an empty draft when he stops.
 */
export interface TypingFrame {
  t: 'typing'
  s: string
  name: string
}

/** The visitor's lamp changed; only staff get it. */
export interface LampFrame {
  t: 'lamp'
  s: string
  /** CON-03: the visitor has a connection. */
  online: boolean
}

/** The visitor of a conversation went to another page, came or left (CON-19); only staff get it. */
export interface ServerVisitFrame {
  t: 'visit'
  s: string
  visit: VisitView
}

/** Where the visitor stands in the line, whenever that changes (VIS-05); only visitors get it. */
export interface QueueFrame {
  t: 'queue'
  s: string
  /** From 1. */
  position: number
  /** How many are before him. */
  ahead: number
  /** Milliseconds, whole minutes; null where too little is known. */
  expectedWaitMs: number | null
  /** G14: somebody of the group is connected and not 离开. */
  staffed: boolean
}

/** How far the other end has read; pushed when it grows, and after each range. */
export interface ReadFrame {
  t: 'read'
  s: string
  by: 'visitor' | 'agent'
  /** Seq of the last event that was on his screen. */
  seq: number
}

/** This stream is no longer followed, since what one may see of it changed: follow again to learn whether one still may. */
export interface DroppedFrame {
  t: 'dropped'
  s: string
}

/** 分组信息监控 (MGT-16): what changed on the board since the frame before; the first one is whole. */
export interface BoardFrame {
  t: 'board'
  /** Whatever was known before is to be forgotten. */
  whole: boolean
  /** Epoch milliseconds of the server. */
  at: number
  change: BoardChange<BoardView>
}

/** RTE-15: somebody who may has changed the member's status, capacity or groups; only he is told. */
export interface SteeredFrame {
  t: 'steered'
  /** Nickname of who did it. */
  by: string
  status?: 'online' | 'busy' | 'away'
  capacity?: number
  groups?: true
}

/** Everything a gateway may send. */
export type ServerFrame =
  | WelcomeFrame
  | DroppedFrame
  | RefusedFrame
  | ReplyFrame
  | RangeFrame
  | EventFrame
  | BeatFrame
  | DeskFrame
  | NewsFrame
  | ServerDraftFrame
  | TypingFrame
  | LampFrame
  | ServerVisitFrame
  | QueueFrame
  | ReadFrame
  | BoardFrame
  | SteeredFrame
