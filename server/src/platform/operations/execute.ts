import { createHash } from 'node:crypto'
import { acceptsApiKey, type Operation } from '@keqiao/contract'
import type { ClientId } from '@keqiao/domain'
import type { ZodError } from 'zod'
import { isUnavailable } from '../database/doors'
import type { Binding, Person } from './binding'
import { isRefused, refuse, type Refused } from './refusal'

/** A call as a door received it. */
export interface Call {
  readonly operation: string
  readonly input: unknown
  readonly clientId: string | undefined
}

/** A result, or a refusal with its code. */
export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly refusal: Refused }

/** The one way into every feature: both doors (frames, HTTP) answer with what this returns. Never throws. */
export type Execute = (actor: Person, call: Call) => Promise<Answer>

interface ExecuteOptions {
  readonly bindings: readonly Binding[]
  /** Told of faults; returns the reference that the caller gets. */
  readonly onFault: (error: unknown, operation: string) => string
  readonly onCall?: (operation: string, outcome: string) => void
}

/** Checks, in this order: the operation, who may call it, his permission, the input, the client id; then runs it. */
export function createExecute({ bindings, onFault, onCall }: ExecuteOptions): Execute {
  const byName = new Map(bindings.map((binding) => [binding.operation.name, binding]))
  if (byName.size !== bindings.length) throw new Error('an operation is bound twice')

  async function run(actor: Person, call: Call): Promise<Answer> {
    const binding = byName.get(call.operation)
    if (!binding) return { ok: false, refusal: refuse('operation_unknown') }
    const barred = refuseCaller(binding.operation, actor)
    if (barred) return { ok: false, refusal: barred }
    const parsed = parseInput(binding.operation, call.input)
    if (isRefused(parsed)) return { ok: false, refusal: parsed }
    const needsKey = binding.operation.kind === 'command'
    if (needsKey && call.clientId === undefined) return { ok: false, refusal: refuse('client_id_required') }
    try {
      const result = await binding.run(actor, parsed.input, {
        clientId: needsKey ? (call.clientId?.toLowerCase() as ClientId) : null,
        requestHash: needsKey ? hashRequest(call.operation, parsed.input) : noHash,
      })
      return isRefused(result) ? { ok: false, refusal: result } : { ok: true, result }
    } catch (error) {
      if (isUnavailable(error)) return { ok: false, refusal: refuse('unavailable', undefined, 1_000) }
      return { ok: false, refusal: refuse('internal', { reference: onFault(error, call.operation) }) }
    }
  }

  return async (actor, call) => {
    const answer = await run(actor, call)
    // An unknown name must not become a metric label: anybody could make any number of them.
    const operation = byName.has(call.operation) ? call.operation : 'unknown'
    onCall?.(operation, answer.ok ? 'ok' : answer.refusal.error.code)
    return answer
  }
}

const noHash = Buffer.alloc(0)

function refuseCaller(operation: Operation, actor: Person): Refused | null {
  if (!operation.callers.includes(actor.kind)) return refuse('forbidden', { callers: operation.callers })
  if (actor.kind === 'member' && actor.key !== undefined && !acceptsApiKey(operation))
    return refuse('api_key_not_accepted')
  if (actor.kind === 'visitor' || operation.permission === null) return null
  return actor.permissions.has(operation.permission) ? null : refuse('forbidden', { permission: operation.permission })
}

function parseInput(operation: Operation, input: unknown): { input: unknown } | Refused {
  const parsed = operation.input.safeParse(input)
  return parsed.success ? { input: parsed.data } : refuse('input_invalid', { issues: issuesOf(parsed.error) })
}

/** Path and reason of the first few problems; never the value itself. */
export function issuesOf(error: ZodError): { path: string; reason: string }[] {
  return error.issues.slice(0, 5).map((issue) => ({ path: issue.path.join('.'), reason: issue.message.slice(0, 200) }))
}

/** Sixteen bytes that are equal exactly when operation and input are. Object keys come in the schema's order. */
export function hashRequest(operation: string, input: unknown): Buffer {
  return createHash('sha256').update(operation).update('\n').update(JSON.stringify(input)).digest().subarray(0, 16)
}
