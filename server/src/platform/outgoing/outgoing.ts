import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress, lookupPublic, PrivateAddressError } from './public-address'

/** A request to an address that somebody outside named: a merchant, a browser, a page. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** For all of it, answer included. */
  readonly timeoutMs: number
  /** Of the answer's body; a longer one fails, or is cut off there. */
  readonly maxBytes: number
  readonly whenLonger?: 'fail' | 'cut'
  readonly signal?: AbortSignal
}

/** What came back, whatever its status. */
export interface OutgoingAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** Speaks to addresses that others name, and to none of a private network unless the operator allows that. */
export interface Outgoing {
  /**
   * Follows no redirect: where it leads must be judged by whoever asks.
   * @throws OutgoingError with a code: `url_refused`, `private_address`, `timeout`, `too_long`, `failed`.
   */
  send(url: string, request: OutgoingRequest): Promise<OutgoingAnswer>
  /** Look-up for other protocols (SMTP); undefined: the system's own, since private addresses are allowed. */
  readonly lookup: typeof lookupPublic | undefined
  /** Whether a connection to this address may be made. */
  allows(address: string): boolean
}

/** Why a request led to no answer. */
export class OutgoingError extends Error {
  constructor(
    readonly code: 'url_refused' | 'private_address' | 'timeout' | 'too_long' | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

interface OutgoingOptions {
  /** OUTGOING_TO_PRIVATE: whatever is named lies where the operator wants it. */
  readonly allowPrivate: boolean
}

/** One for the process. */
export function createOutgoing({ allowPrivate }: OutgoingOptions): Outgoing {
  const lookup = allowPrivate ? undefined : lookupPublic
  const allows = (address: string) => allowPrivate || isPublicAddress(address)
  return {
    lookup,
    allows,
    async send(text, request) {
      // An address is never looked up.
      const fault = urlFault(text, { allows })
      if (fault !== null) throw new OutgoingError(fault, 'neither http nor https, with a password, or private')
      return exchange(new URL(text), request, lookup)
    },
  }
}

/** What can be said against an address before anybody looks its name up; null: nothing. */
export function urlFault(text: string, { allows }: Pick<Outgoing, 'allows'>): 'url_refused' | 'private_address' | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    return 'url_refused'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(host) !== 0 && !allows(host) ? 'private_address' : null
}

async function exchange(url: URL, request: OutgoingRequest, lookup: Outgoing['lookup']): Promise<OutgoingAnswer> {
  const { method, headers, body, timeoutMs, maxBytes, whenLonger = 'fail' } = request
  const late = AbortSignal.timeout(timeoutMs)
  const signal = request.signal ? AbortSignal.any([late, request.signal]) : late
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const open = url.protocol === 'https:' ? requestTls : requestPlain
      const sent = open(url, { method, headers: { ...headers }, signal, agent: false, ...(lookup ? { lookup } : {}) })
      sent.once('response', resolve).once('error', reject)
      sent.end(body)
    })
    return {
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      body: await bodyOf(response, maxBytes, whenLonger),
    }
  } catch (error) {
    if (error instanceof OutgoingError) throw error
    if (late.aborted) throw new OutgoingError('timeout', `no answer within ${timeoutMs} ms`, { cause: error })
    if (error instanceof PrivateAddressError) throw new OutgoingError('private_address', error.message)
    throw new OutgoingError('failed', error instanceof Error ? error.message : String(error), { cause: error })
  }
}

async function bodyOf(response: IncomingMessage, maxBytes: number, whenLonger: 'fail' | 'cut'): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) {
      response.destroy()
      if (whenLonger === 'cut') return Buffer.concat([...parts, part]).subarray(0, maxBytes)
      throw new OutgoingError('too_long', `the answer is longer than ${maxBytes} bytes`)
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}
