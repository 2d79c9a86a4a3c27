import type { Audience, HelloFrame, RangeFrame, ReadFrame, Watched } from '@keqiao/contract'
import type { VisitorActor, VisitReport } from '@keqiao/domain'
import type { Execute, Person, Refused } from '../operations'
import type { Listener } from './hub'

/** What the HTTP upgrade told about the connection. */
export interface UpgradeFacts {
  readonly cookie: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly address: string
}

/** What follows a cursor; `read` says how far the other end has read, where that is known. */
export type Range = Pick<RangeFrame, 'events' | 'head' | 'more'> & {
  readonly read?: Pick<ReadFrame, 'by' | 'seq'> | undefined
}

/** What the gateway needs of the product; features stand behind it, the simulator puts its own backend here. */
export interface GatewayPorts {
  authenticate(hello: HelloFrame, upgrade: UpgradeFacts): Promise<Person | Refused>
  readonly execute: Execute
  /** Those whose identity no longer holds: session ended, member disabled, merchant suspended. */
  gone(people: readonly Person[]): Promise<readonly Person[]>
  /** Whether the person's unsent text may be shown (CON-13): the merchant decides, the visitor is told. */
  previews(person: Person): boolean
  /** Whether a member speaks on the stream, so that the visitor may see him type. Must not reject. */
  speaks(person: Person, streamId: string): Promise<boolean>
  /** What the person misses of a stream after his cursor, of what he may see. */
  range(person: Person, streamId: string, cursor: number): Promise<Range | Refused>
  /** Last visible seq of each stream, read from the log. */
  heads(audience: Audience, streamIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The first connection of a stream's visitor came to this node, or the last one went. Must not throw. */
  visitorSeen(streamId: string, here: boolean): void
  /** A connection of a member begins or ends to follow a conversation. Must not throw. */
  memberFollows?(connectionId: string, person: Person, streamId: string, follows: boolean): void
  /** A visitor's browser tells where it is (CON-19). Must not throw. */
  visited(visitor: VisitorActor, report: VisitReport): void
  /** The visitor's last connection to this node went. Must not throw. */
  visitorLeft(visitor: VisitorActor): void
  /** The listener hears the present state of what is watched until the result is called. Without it nothing can be watched. */
  watch?(person: Person, what: Watched, listener: Listener): (() => void) | Refused
  /** Load version of each member. */
  loads(memberIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Leases of members' sockets, by database time. */
  readonly leases: {
    open(connectionId: string, person: Person): Promise<void>
    renew(connections: readonly { readonly connectionId: string; readonly person: Person }[]): Promise<void>
    close(connectionId: string, person: Person): Promise<void>
  }
}

/** One socket, whatever carries it. */
export interface GatewaySocket {
  send(text: string): void
  close(code: number): void
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number
}

/** What a node lets one connection do. */
export interface GatewayLimits {
  /** Frames a connection may send in a burst, and per second in the long run. */
  readonly burst: number
  readonly perSecond: number
  /** Bytes waiting to be sent after which a consumer is too slow. */
  readonly maxBuffered: number
  /** Calls under way on one connection. */
  readonly maxInFlight: number
}

/** Generous for a person, narrow for a program that has run wild. */
export const defaultLimits: GatewayLimits = { burst: 120, perSecond: 40, maxBuffered: 1_000_000, maxInFlight: 64 }

/** Counts for whoever watches this node; called on hot paths, so it only counts. */
export interface GatewayMeter {
  frameIn(): void
  frameOut(): void
  /** The server refused or cut a connection, by code. */
  refused(code: string): void
  /** How many people are connected, whenever that changes. */
  connections(count: number): void
}
