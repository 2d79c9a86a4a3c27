import type { ErrorCode, operations } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'

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

/** A refusal is a value; nothing here rejects. */
export type Reply<Result> = { ok: true; result: Result } | { ok: false; error: WireError }

/** An error the client makes up itself, in the shape of those from the wire. */
export function localError(code: ClientErrorCode, retryable: boolean): WireError {
  return { code, retryable }
}
