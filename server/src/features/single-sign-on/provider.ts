import { createHash } from 'node:crypto'
import type { ProviderFaultView } from '@keqiao/contract'
import { LRUCache } from 'lru-cache'
import * as openid from 'openid-client'
import { OutgoingError, type Outgoing } from '../../platform/outgoing'
import type { Client } from './single-sign-on-setting'

/** For one request to a provider. */
const timeoutMs = 10_000
const maxBytes = 256 * 1024
/** How long what a provider says of itself is believed. */
const keptMs = 10 * 60_000

/** Providers of OpenID Connect, reached through the one way out that leads into no private network. */
export interface Providers {
  /** What the provider says of itself, with the client that asks. @throws what `providerFaultOf` can read. */
  open(client: Client): Promise<openid.Configuration>
  /** Whether there is a provider that knows the client; null: there is. */
  check(client: Client, redirectUrl: string): Promise<ProviderFaultView | null>
}

interface ProviderOptions {
  readonly outgoing: Outgoing
  /** Providers may lie in our own network, and speak without TLS there. */
  readonly allowPrivate: boolean
}

/** One for the process. */
export function createProviders({ outgoing, allowPrivate }: ProviderOptions): Providers {
  const known = new LRUCache<string, openid.Configuration>({ max: 500, ttl: keptMs })
  const fetch = fetchBy(outgoing)

  async function discover({ issuer, clientId, secret }: Client): Promise<openid.Configuration> {
    const auth = secret === '' ? openid.None() : clientAuth(secret)
    const server = new URL(issuer)
    if (server.protocol === 'http:' && !allowPrivate) throw new OutgoingError('url_refused', 'a provider speaks https')
    const options: openid.DiscoveryRequestOptions = {
      [openid.customFetch]: fetch,
      timeout: timeoutMs / 1_000,
      ...(allowPrivate && { execute: [openid.allowInsecureRequests] }),
    }
    return openid.discovery(server, clientId, secret === '' ? {} : { client_secret: secret }, auth, options)
  }

  return {
    async open(client) {
      const key = createHash('sha256').update(JSON.stringify(client)).digest('base64url')
      const found = known.get(key) ?? (await discover(client))
      known.set(key, found)
      return found
    },
    async check(client, redirectUrl) {
      try {
        const config = await discover(client)
        const server = config.serverMetadata()
        if (!server.authorization_endpoint || !server.token_endpoint) {
          return { step: 'discovery', detail: 'authorization_endpoint, token_endpoint' }
        }
        await tryClient(config, redirectUrl)
        return null
      } catch (error) {
        return providerFaultOf(error)
      }
    },
  }
}

/** By header or by body, as the provider says it wants it. */
function clientAuth(secret: string): openid.ClientAuth {
  const [basic, post] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)]
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported
    const isPost = methods?.includes('client_secret_post') === true && !methods.includes('client_secret_basic')
    return (isPost ? post : basic)(server, client, body, headers)
  }
}

/**
 * A code that nobody was given: the provider looks at the client first, and says `invalid_grant` of the code only when
 * the client is one it knows.
 */
async function tryClient(config: openid.Configuration, redirectUrl: string): Promise<void> {
  try {
    await openid.genericGrantRequest(config, 'authorization_code', {
      code: 'keqiao-test',
      redirect_uri: redirectUrl,
      code_verifier: openid.randomPKCECodeVerifier(),
    })
  } catch (error) {
    if (error instanceof openid.ResponseBodyError && error.error === 'invalid_grant') return
    throw error
  }
}

/** A fetch for the library. Redirects are not followed: the library would not either. */
function fetchBy(outgoing: Outgoing): openid.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const text = body === undefined || body === null ? undefined : bodyText(body)
    const answer = await outgoing.send(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(text !== undefined && { body: text }),
      timeoutMs,
      maxBytes,
      ...(signal && { signal }),
    })
    const said = Object.entries(answer.headers).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const isEmpty = [204, 205, 304].includes(answer.status)
    return new Response(isEmpty ? null : new Uint8Array(answer.body), { status: answer.status, headers: said })
  }
}

function bodyText(body: unknown): string | Buffer {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  if (body instanceof Uint8Array) return Buffer.from(body)
  throw new TypeError('a body that this does not send')
}

/** What went wrong with a provider, in a form that can be shown. */
export function providerFaultOf(error: unknown): ProviderFaultView {
  const outgoing = causeOf(error, (one) => one instanceof OutgoingError)
  if (outgoing instanceof OutgoingError) {
    const { code, message } = outgoing
    const step = code === 'timeout' ? 'timeout' : code === 'failed' || code === 'too_long' ? 'connection' : 'address'
    return { step, detail: message }
  }
  if (error instanceof openid.ResponseBodyError) {
    const { error: said, error_description: why } = error
    const step = ['invalid_client', 'unauthorized_client'].includes(said) ? 'client' : 'token'
    return { step, detail: why ? `${said}: ${why}` : said }
  }
  // A provider may answer a wrong secret with a challenge instead of a body.
  if (error instanceof openid.WWWAuthenticateChallengeError) {
    const { parameters } = error.cause[0] ?? {}
    const said = [parameters?.['error'], parameters?.['error_description']].filter(Boolean)
    return { step: 'client', detail: said.length > 0 ? said.join(': ') : String(error.status) }
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const detail = error instanceof Error ? error.message : ''
  if (/JSON_ATTRIBUTE_COMPARISON|issuer/i.test(`${code} ${detail}`)) return { step: 'issuer', detail }
  if (/RESPONSE_IS_NOT|PARSE_ERROR|INVALID_SERVER_METADATA|INVALID_RESPONSE/.test(code))
    return { step: 'discovery', detail }
  return { step: 'unknown', detail }
}

function causeOf(error: unknown, fits: (error: unknown) => boolean): unknown {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) if (fits(at)) return at
  return null
}
