/**
 * The framework-free client of console and widget: one socket, cursors, a send queue that loses nothing, and a replica
 * of each followed conversation as a store (`useSyncExternalStore(store.subscribe, store.getSnapshot)`).
 *
 *   const client = createClient({ url, as: 'visitor', token: () => token, owner: contactId, environment: browserEnvironment() })
 *   const conversation = openConversation(client, { conversationId })     // null: opened by the first message
 *   conversation.send({ kind: 'text', text: '你好' })
 */
import type {
  BodyInput,
  BodyView,
  ConversationView,
  DeskView,
  ErrorCode,
  EventView,
  operations,
} from '@keqiao/contract'
import type { ServerFrame, WireActor, WireError } from '@keqiao/contract/frames'
import type { Environment } from './environment'
import type { Store } from './store'

export type { ClientStorage, Environment, SocketLike, SocketListeners } from './environment'
export type { Store } from './store'

// --- calls -------------------------------------------------------------------------------------------------------

type Features = typeof operations
type AnyOperation = { [Feature in keyof Features]: Features[Feature][keyof Features[Feature]] }[keyof Features]

/** The name of every operation, as in `conversation.claim`. */
export type OperationName = AnyOperation['name']
type Named<Name extends OperationName> = Extract<AnyOperation, { readonly name: Name }>

/** What an operation takes, before the server fills in defaults. */
export type Input<Name extends OperationName> = Named<Name>['input']['_zod']['input']
/** What an operation answers. */
export type Output<Name extends OperationName> = Named<Name>['output']['_zod']['output']

/** A code of the contract, or `disconnected`: the connection went before the answer came (retryable). */
export type ClientErrorCode = ErrorCode | 'disconnected'

/** A refusal is a value; `call` never rejects. */
export type Reply<Result> = { ok: true; result: Result } | { ok: false; error: WireError }

// --- connection --------------------------------------------------------------------------------------------------

export type ConnectionState =
  | { readonly status: 'connecting'; readonly attempt: number }
  | {
      readonly status: 'connected'
      readonly me: WireActor
      /** Id of the connection, for support. */
      readonly connection: string
      /** Server's clock minus ours, in milliseconds. */
      readonly clockOffsetMs: number
    }
  /** `retryAt` is epoch milliseconds of our clock. */
  | { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number }
  /** Only `start` goes on from here. `error` is null after `stop`. */
  | { readonly status: 'stopped'; readonly error: WireError | null }

export interface ClientOptions {
  /** `wss://host/…` of the gateway. */
  readonly url: string
  readonly as: 'visitor' | 'member'
  /** The visitor's token, asked at each connect; members are known by their cookie. */
  readonly token?: () => string | undefined
  /** Member id or contact id: what is kept in storage belongs to this person alone. */
  readonly owner: string
  readonly environment: Environment
}

export type FrameOf<Type extends ServerFrame['t']> = Extract<ServerFrame, { t: Type }>

export interface Client {
  readonly options: ClientOptions
  readonly state: Store<ConnectionState>
  /** Connects, also after a stop. `createClient` has called it already. */
  start(): void
  /** Closes the socket and stays away until `start`. */
  stop(): void
  /** Tries at once instead of waiting for the next attempt. */
  retryNow(): void
  /** One call on the present connection. A command without `key` gets a fresh one. */
  call<Name extends OperationName>(name: Name, input: Input<Name>, key?: string): Promise<Reply<Output<Name>>>
  /** Frames nobody asked for: draft, typing, lamp, desk, beat. The result ends it. */
  on<Type extends ServerFrame['t']>(type: Type, listener: (frame: FrameOf<Type>) => void): () => void
}
export declare function createClient(options: ClientOptions): Client

/** The real browser: WebSocket, timers, crypto, `online`, localStorage if it can be had. */
export declare function browserEnvironment(): Environment

// --- conversation ------------------------------------------------------------------------------------------------

/** Something of ours that the log does not show yet, in the order it was submitted. Shown below the events. */
export interface PendingMessage {
  /** The client id; the event carries it as `key`. */
  readonly key: string
  readonly kind: 'message' | 'note'
  /** What to draw; a note is a text body. Null: a file sent without `shown`. */
  readonly shown: BodyView | null
  /** Our clock at submit, epoch milliseconds. */
  readonly at: number
  /** `acknowledged`: durable, its event is on the way. `failed`: refused for good, see `code`. */
  readonly state: 'queued' | 'sending' | 'acknowledged' | 'failed'
  readonly code: ClientErrorCode | null
}

export interface ConversationState {
  /** `none`: no conversation yet (a visitor who has said nothing). `failed`: see `error`. */
  readonly status: 'none' | 'loading' | 'ready' | 'failed'
  readonly error: WireError | null
  readonly conversation: ConversationView | null
  /** What is loaded, oldest first, gapless for our audience. */
  readonly events: readonly EventView[]
  /** There are older ones: `loadOlder`. */
  readonly more: boolean
  readonly loadingOlder: boolean
  /** CON-03: the visitor has a connection. */
  readonly online: boolean
  readonly pending: readonly PendingMessage[]
  /** CON-13: the visitor's unsent text; empty when there is none (console only). */
  readonly draft: string
  /** Who types at the other end, for some seconds; null nobody (widget). */
  readonly typing: string | null
}

export interface Conversation extends Store<ConversationState> {
  /** Null until the first message opened it. */
  readonly id: () => string | null
  /** Keeps it, shows it, sends it. Returns its key. `shown` draws a file before its event is there. */
  send(body: BodyInput, shown?: BodyView): string
  /** The same for a note (members only). */
  addNote(text: string): string
  /** A failed one again, at the end of the line. Returns its new key (the same where the outcome is unknown). */
  retry(key: string): string
  /** Forgets a failed one. */
  discard(key: string): void
  /** CON-13: what stands in the composer now; throttled, empty clears. */
  draft(text: string): void
  /** The page before the oldest event; nothing when there is none or one is being fetched. */
  loadOlder(): Promise<void>
  /** Ends it by visitor or agent. */
  close(): Promise<Reply<Output<'conversation.close'>>>
  /** Asks again after `failed`. */
  reload(): void
  /** Stops following. What is queued stays in storage. */
  release(): void
}

export interface ConversationOptions {
  /** Null: the visitor's conversation, opened by the first `send`. */
  readonly conversationId: string | null
  /** Where the visitor asks from, given when it is opened. */
  readonly page?: () => { url: string; title: string } | undefined
}
export declare function openConversation(client: Client, options: ConversationOptions): Conversation

// --- desk (console) ----------------------------------------------------------------------------------------------

export interface DeskState {
  /** Null until the first answer. */
  readonly desk: DeskView | null
  /** The last answer was a refusal. */
  readonly error: WireError | null
  /** Own open dialogues, each followed. In the order of `desk.open`. */
  readonly own: readonly { readonly id: string; readonly conversation: Conversation }[]
}

export interface Desk extends Store<DeskState> {
  /** 接收对话: the longest waiting, or the named one. */
  claim(conversationId?: string): Promise<Reply<Output<'conversation.claim'>>>
  setPresence(status: DeskView['status']): Promise<Reply<Output<'desk.setPresence'>>>
  /** The shared replica of any conversation one may read; every `open` needs its own `release`. */
  open(conversationId: string): Conversation
  refresh(): void
  release(): void
}
export declare function openDesk(client: Client): Desk

// --- HTTP-only operations ----------------------------------------------------------------------------------------

export interface HttpOptions {
  /** Origin of the server, without a slash at the end; empty for the same origin. */
  readonly base: string
  readonly token?: () => string | undefined
  readonly fetch?: typeof fetch
}

/** One HTTP-only operation; method and path are those of the contract. Never rejects. */
export declare function request<Name extends OperationName>(
  options: HttpOptions,
  name: Name,
  input: Input<Name>,
): Promise<Reply<Output<Name>>>

/** Uploads a file with progress in [0, 1]. The result's `cancel` aborts it. */
export declare function uploadFile(
  options: HttpOptions,
  upload: { conversationId: string; file: Blob; name: string; onProgress?: (fraction: number) => void },
): { readonly done: Promise<Reply<Output<'file.upload'>>>; cancel(): void }
