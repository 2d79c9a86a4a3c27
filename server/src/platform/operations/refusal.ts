import { errors, type ErrorCode, type WireError } from '@keqiao/contract'

/** A refusal is a value: a code of the error registry, with data for the caller. */
export interface Refused {
  readonly refused: true
  readonly error: WireError
}

/** Makes a refusal; whether it is retryable stands in the registry. */
export function refuse(code: ErrorCode, data?: Record<string, unknown>, retryAfterMs?: number): Refused {
  const error: WireError = { code }
  if (data !== undefined) error.data = data
  if (errors[code].retryable) error.retryable = true
  if (retryAfterMs !== undefined) error.retryAfterMs = retryAfterMs
  return { refused: true, error }
}

/** Tells a refusal from a result. */
export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true && 'error' in value
}

/** HTTP status of a refusal. */
export function statusOf(error: WireError): number {
  return error.code in errors ? errors[error.code as ErrorCode].status : 500
}
