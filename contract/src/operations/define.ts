import type { Permission } from '@keqiao/domain'
import type { z } from 'zod'
import type { ErrorCode } from '../errors'

/** Who may call an operation at all; what each may reach is decided by access and permission. */
export type Caller = 'public' | 'visitor' | 'member'

/** One thing that can be asked of the product. */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** `<feature>.<verbNoun>`: the name in call frames and the operationId in OpenAPI. */
  readonly name: string
  readonly summary: string
  /** A command changes something and carries a client id; a query does not. */
  readonly kind: 'command' | 'query'
  readonly callers: readonly Caller[]
  /** What a member needs; null where being signed in is enough. */
  readonly permission: Permission | null
  readonly input: Input
  readonly output: Output
  /** Refusals of its own, beside those every operation has. */
  readonly errors: readonly ErrorCode[]
  /** `{name}` in the path is a field of the input; the rest is the query of a GET, the body of anything else. */
  readonly http: { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: string }
  /** Only over HTTP: it sets cookies or carries a file. */
  readonly httpOnly?: true
  /** For people alone: no API key does it, whatever its scopes. So is whatever a member needs no permission for. */
  readonly inPerson?: true
}

/** Whether a program may do it by an API key that has the permission as a scope. What needs none is a person's own. */
export function acceptsApiKey({ callers, permission, inPerson }: Operation): boolean {
  return callers.includes('member') && permission !== null && inPerson !== true
}

/** Keeps the exact types of input and output. */
export const defineOperation = <Input extends z.ZodType, Output extends z.ZodType, const Name extends string>(
  operation: Operation<Input, Output> & { readonly name: Name },
): Operation<Input, Output> & { readonly name: Name } => operation
