/** The other door, for the operations that only it has: sign-in, cookies, files. */
import type { WireError } from '@keqiao/contract/frames'
import { localError, type Input, type OperationName, type Output, type Reply } from './calls'

/** Where the HTTP door is, and as whom to knock. */
export interface HttpOptions {
  /** Origin of the server without a slash at the end; empty for the page's own. */
  readonly base: string
  /** The visitor's token; members are known by their cookie. */
  readonly token?: (() => string | undefined) | undefined
  /** The global one unless given. */
  readonly fetch?: typeof fetch | undefined
  /** Makes a UUID for the Idempotency-Key of a command. */
  readonly newId?: (() => string) | undefined
}

/**
 * Calls one operation over HTTP. Never rejects: without an answer the error is `disconnected`, and what is not JSON of
 * ours (a proxy's page) is `unavailable`. `route` is method and path as in the contract; see `request` for the names.
 */
export async function requestAt<Name extends OperationName>(
  options: HttpOptions,
  route: string,
  input: Input<Name>,
  key?: string,
): Promise<Reply<Output<Name>>> {
  const [method = 'GET', pattern = ''] = route.split(' ')
  const path = addressOf(pattern, input)
  const hasBody = method === 'POST' || method === 'PUT'
  const idempotencyKey = key ?? options.newId?.()
  try {
    const response = await (options.fetch ?? fetch)(options.base + path, {
      method,
      // The cookie of a member; a visitor's frame has none and needs none.
      credentials: options.token ? 'omit' : 'same-origin',
      headers: {
        ...authorization(options),
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(method !== 'GET' && idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(hasBody ? { body: JSON.stringify(input) } : {}),
    })
    return answerOf<Output<Name>>(response.status, await response.text())
  } catch {
    return { ok: false, error: localError('disconnected', true) }
  }
}

/** The path with its `{name}` filled in; no operation of this door has other fields beside one in its path. */
function addressOf(pattern: string, input: object): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((input as Record<string, unknown>)[name])),
  )
}

/** `Authorization` of a visitor, nothing for a member. */
export function authorization({ token }: HttpOptions): Record<string, string> {
  const value = token?.()
  return value === undefined ? {} : { authorization: `Bearer ${value}` }
}

/** Reads an answer of the HTTP door: the output, or `{ error }` with any other status. */
export function answerOf<Result>(status: number, text: string): Reply<Result> {
  try {
    const body: unknown = JSON.parse(text)
    if (status >= 200 && status < 300) return { ok: true, result: body as Result }
    const { error } = body as { error?: WireError }
    if (typeof error?.code === 'string') return { ok: false, error }
  } catch {
    // Not ours: see below.
  }
  return { ok: false, error: localError('unavailable', true) }
}
