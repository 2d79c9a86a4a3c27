import type { Operation } from '@keqiao/contract'
import type { ClientId } from '@keqiao/domain'
import type { z } from 'zod'
import type { Clock } from '../clock'
import { Rollback, type Doors } from '../database/doors'
import type { Tx } from '../database/tx'
import type { Relay } from '../event-log'
import { bind, type Binding, type Person } from './binding'
import { hashRequest } from './execute'
import { isRefused, refuse, type Refused } from './refusal'
import { claimRequest, storeResult } from './requests.store'

/** The parts of the platform a feature's code is given. */
export interface Services {
  readonly doors: Doors
  readonly clock: Clock
  readonly relay: Relay
  /** The log's epoch in this cluster. */
  readonly epoch: number
  readonly random: () => number
  readonly onError: (error: unknown, where: string) => void
}

/** An operation's code, still to be given the platform. */
export type Bindable = (services: Services) => Binding

/** What a command is told beside actor and input. */
export interface CommandContext {
  readonly tx: Tx
  /** Epoch milliseconds; one instant for the whole command. */
  readonly now: number
  readonly clientId: ClientId
  readonly services: Services
}

interface CommandOptions<Input, Output> {
  /**
   * The input without its secrets, for telling one request from another: what is stored of it is a fast hash, which over
   * a password would be an invitation to guess it.
   */
  readonly withoutSecrets?: (input: Input) => unknown
  /** What is kept of the result, and so answered to a repeat: a secret that is shown once must not be stored. */
  readonly kept?: (result: Output) => Output
  /**
   * What can only be done when the change is durable. It runs after a repeat too, which so makes up for it where the
   * first call got no further than its commit; so it must be idempotent.
   */
  readonly afterwards?: (actor: Person, input: Input, result: Output, services: Services) => Promise<void>
}

/**
 * A command that owns its transaction. A refusal rolls everything back; a repeat with the same client id is answered
 * with the first result, and is `client_id_reused` when it asks for something else.
 */
export function command<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  handler: (actor: Person, input: z.output<Input>, context: CommandContext) => Promise<z.input<Output> | Refused>,
  { withoutSecrets, kept, afterwards }: CommandOptions<z.output<Input>, z.input<Output>> = {},
): Bindable {
  return (services) =>
    bind(operation, async (actor, input, { clientId, requestHash: wholeHash }) => {
      if (clientId === null) return refuse('client_id_required')
      const requestHash = withoutSecrets ? hashRequest(operation.name, withoutSecrets(input)) : wholeHash
      const key = { tenantId: actor.tenantId, actorId: actor.id, clientId, requestHash }
      try {
        const answer = await services.doors.withTenant(actor.tenantId, async (tx) => {
          const earlier = await claimRequest(tx, key)
          if (earlier) return earlier.sameRequest ? (earlier.result as z.input<Output>) : refuse('client_id_reused')
          const result = await handler(actor, input, { tx, now: services.clock.now(), clientId, services })
          if (isRefused(result)) throw new Rollback(result)
          await storeResult(tx, key, kept ? kept(result) : result)
          return result
        })
        if (afterwards && !isRefused(answer)) await afterwards(actor, input, answer, services)
        return answer
      } catch (error) {
        if (error instanceof Rollback && isRefused(error.value)) return error.value
        throw error
      }
    })
}

/** A query: one transaction behind the caller's tenant, nothing written. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  handler: (
    actor: Person,
    input: z.output<Input>,
    context: { readonly tx: Tx; readonly now: number },
  ) => Promise<z.input<Output> | Refused>,
): Bindable {
  return (services) =>
    bind(operation, (actor, input) =>
      services.doors.withTenant(actor.tenantId, (tx) => handler(actor, input, { tx, now: services.clock.now() })),
    )
}
