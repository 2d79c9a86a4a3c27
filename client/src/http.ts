/** The other door, for the operations that only it has: sign-in, cookies, files. */
import type { FileView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { localError, type Input, type OperationName, type Output, type Reply } from './calls'

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

/** Method and path of the operations that only HTTP has, as in the contract (a test compares). */
export const httpRoutes = {
  'session.signIn': 'POST /api/session',
  'session.get': 'GET /api/session',
  'session.signOut': 'DELETE /api/session',
  'visitor.identify': 'POST /api/visitor/session',
} as const satisfies { readonly [Name in OperationName]?: string }

export type HttpOperation = keyof typeof httpRoutes

/**
 * Calls one operation over HTTP. Never rejects: without an answer the error is `disconnected`, and what is not JSON of
 * ours (a proxy's page) is `unavailable`.
 */
export async function request<Name extends HttpOperation>(
  options: HttpOptions,
  name: Name,
  input: Input<Name>,
  key?: string,
): Promise<Reply<Output<Name>>> {
  const [method = 'GET', path = ''] = httpRoutes[name].split(' ')
  const hasBody = method === 'POST'
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

/** The part of an XMLHttpRequest that an upload needs: fetch reports no progress. */
export interface UploadRequest {
  readonly upload: {
    addEventListener(type: 'progress', listener: (event: { loaded: number; total: number }) => void): void
  }
  addEventListener(type: 'load' | 'error' | 'abort', listener: () => void): void
  readonly status: number
  readonly responseText: string
  readonly open: (method: string, url: string) => void
  readonly setRequestHeader: (name: string, value: string) => void
  readonly send: (body: FormData) => void
  readonly abort: () => void
}

export interface Upload {
  /** Never rejects; `disconnected` also after `cancel`. */
  readonly done: Promise<Reply<FileView>>
  readonly cancel: () => void
}

export interface UploadInput {
  readonly conversationId: string
  readonly file: Blob
  readonly name: string
  /** Part of the file that has gone, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined
  /** The browser's XMLHttpRequest unless given. */
  readonly newRequest?: (() => UploadRequest) | undefined
}

/** Uploads one file for a conversation; a message then names the id of the result. */
export function uploadFile(options: HttpOptions, input: UploadInput): Upload {
  const xhr = input.newRequest ? input.newRequest() : browserRequest()
  const done = new Promise<Reply<FileView>>((resolve) => {
    const gone = () => resolve({ ok: false, error: localError('disconnected', true) })
    xhr.addEventListener('load', () => resolve(answerOf<FileView>(xhr.status, xhr.responseText)))
    xhr.addEventListener('error', gone)
    xhr.addEventListener('abort', gone)
  })
  const { onProgress } = input
  if (onProgress)
    xhr.upload.addEventListener('progress', (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0))
  xhr.open('POST', `${options.base}/api/conversations/${encodeURIComponent(input.conversationId)}/files`)
  const headers = { ...authorization(options), ...idempotency(options) }
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  const form = new FormData()
  form.append('file', input.file, input.name)
  xhr.send(form)
  return { done, cancel: () => xhr.abort() }
}

const idempotency = ({ newId }: HttpOptions): Record<string, string> => (newId ? { 'idempotency-key': newId() } : {})

function browserRequest(): UploadRequest {
  const { XMLHttpRequest } = globalThis as unknown as { XMLHttpRequest: new () => UploadRequest }
  return new XMLHttpRequest()
}
