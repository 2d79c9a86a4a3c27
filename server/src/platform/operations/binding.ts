import type { Operation } from '@keqiao/contract'
import type { Actor, ClientId, MemberActor, VisitorActor } from '@keqiao/domain'
import type { z } from 'zod'
import type { Refused } from './refusal'

/** The people of a door; the product itself never comes through one. */
export type Person = VisitorActor | MemberActor

/** What a handler is told beside its input. */
export interface CallContext {
  /** The idempotency key; commands always have one, queries never. */
  readonly clientId: ClientId | null
  /** Sixteen bytes over operation and input: the same key with another hash is a misuse. */
  readonly requestHash: Buffer
}

/** An operation with the code that answers it. */
export interface Binding {
  readonly operation: Operation
  readonly run: (actor: Person, input: unknown, context: CallContext) => Promise<unknown>
}

/** Binds an operation of the contract to a handler; types of input and output are the operation's own. */
export function bind<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  handler: (actor: Person, input: z.output<Input>, context: CallContext) => Promise<z.input<Output> | Refused>,
): Binding {
  return {
    operation,
    // `execute` has parsed the input with this very schema.
    run: (actor, input, context) => handler(actor, input as z.output<Input>, context),
  }
}

/** A caller with no identity may still call what is public. */
export type Caller = Actor | null
