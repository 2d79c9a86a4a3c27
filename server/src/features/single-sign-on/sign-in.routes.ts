import { operations, type MeView } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as openid from 'openid-client'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import { Rollback } from '../../platform/database/doors'
import { inputOf, routePath, sendRefusal, type RoutePlugin } from '../../platform/http'
import { isRefused, issuesOf, refuse, type Refused, type Services } from '../../platform/operations'
import { networkOf, recordSignIn, type Sessions } from '../session'
import { findTenantByCode, readTenant, type Tenant } from '../tenant'
import { findOrMakeMember, type Claims } from './find-member'
import { endedCookie, pendingCookie, pendingMs, readPending, safeNext, type PendingSignIn } from './pending-sign-in'
import { providerFaultOf, type Providers } from './provider'
import { sendRefusalPage } from './refusal-page'
import { readClient, readSettings, redirectUrlOf, type SettingParts } from './single-sign-on-setting'

interface SignInParts extends SettingParts {
  readonly services: Services
  readonly sessions: Pick<Sessions, 'openFor'>
  readonly providers: Providers
  /** What others do when somebody comes, before he is let go on. */
  signedIn(me: MeView): Promise<void>
}

/**
 * Sign-in by the merchant's provider (ACC-02): authorization code with PKCE, state and nonce. Both addresses are visited
 * by the browser itself, so a refusal is a page.
 */
export function singleSignOnRoutes(parts: SignInParts): RoutePlugin {
  return (app) => {
    bindWays(app, parts)
    const limits = createLimits()
    app.get('/api/sso/start', (request, reply) => start(parts, limits, request, reply))
    app.get('/api/sso/callback', (request, reply) => comeBack(parts, limits, request, reply))
  }
}

/** Which ways in a merchant offers. An unknown merchant answers like one who has no provider. */
function bindWays(app: FastifyInstance, { services }: SignInParts): void {
  const operation = operations.session.ways
  app.get(routePath(operation.http.path), async (request, reply) => {
    const input = inputOf(request)
    const parsed = isRefused(input) ? null : operation.input.safeParse(input)
    if (!parsed?.success) {
      return sendRefusal(reply, refuse('input_invalid', parsed ? { issues: issuesOf(parsed.error) } : undefined))
    }
    const tenant = await findTenantByCode(services.doors, parsed.data.merchant)
    const settings = tenant && (await services.doors.withTenant(tenant.id, (tx) => readSettings(tx, tenant.id)))
    return reply.send(
      settings?.enabled
        ? { provider: { label: settings.label }, passwordsAllowed: settings.passwordsAllowed }
        : { provider: null, passwordsAllowed: true },
    )
  })
}

interface Limits {
  /** Milliseconds to wait; 0: go on. */
  takeStart(address: string): Promise<number>
  takeFailure(address: string): Promise<void>
  failedTooOften(address: string): Promise<number>
}

/** An office with a hundred agents signs in in the morning from one address; who guesses does so all day. */
function createLimits(): Limits {
  const starts = new RateLimiterMemory({ points: 300, duration: 900 })
  const failures = new RateLimiterMemory({ points: 60, duration: 900 })
  return {
    async takeStart(address) {
      try {
        await starts.consume(networkOf(address))
        return 0
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext)
        throw refused
      }
    },
    async takeFailure(address) {
      await failures.penalty(networkOf(address))
    },
    async failedTooOften(address) {
      const known = await failures.get(networkOf(address))
      return known && known.consumedPoints > 60 ? known.msBeforeNext : 0
    },
  }
}

const startQuery = z.object({
  merchant: z.string().max(40),
  next: z.string().max(500).optional(),
  remember: z.enum(['0', '1']).optional(),
})

async function start(
  parts: SignInParts,
  limits: Limits,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { services, providers, publicUrl, box } = parts
  const { doors, clock } = services
  const asked = startQuery.safeParse(request.query)
  const merchant = asked.data?.merchant ?? null
  const waitMs = (await limits.takeStart(request.ip)) || (await limits.failedTooOften(request.ip))
  if (waitMs > 0) return sendRefusalPage(reply, refuse('sign_in_throttled', undefined, waitMs), merchant)
  const tenant = merchant === null ? null : await findTenantByCode(doors, merchant.toLowerCase())
  const ready = tenant && (await readyOf(parts, tenant))
  if (!ready) return sendRefusalPage(reply, refuse('sso_not_set_up'), merchant)
  const state = openid.randomState()
  const nonce = openid.randomNonce()
  const verifier = openid.randomPKCECodeVerifier()
  const challenge = await openid.calculatePKCECodeChallenge(verifier)
  try {
    const config = await providers.open(ready)
    const target = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUrlOf(publicUrl),
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })
    const pending: PendingSignIn = {
      tenantId: tenant.id,
      state,
      nonce,
      verifier,
      next: safeNext(asked.data?.next),
      remember: asked.data?.remember === '1',
      expiresAt: clock.now() + pendingMs,
    }
    return await reply.header('set-cookie', pendingCookie(pending, box, isSecure(publicUrl))).redirect(target.href)
  } catch (error) {
    return sendRefusalPage(reply, refuse('sso_failed', { ...providerFaultOf(error) }), merchant)
  }
}

const isSecure = (publicUrl: string) => publicUrl.startsWith('https://')

/** The client of a merchant who lets his people come this way; null: he does not. */
async function readyOf({ services, box }: SignInParts, { id, status }: Tenant) {
  if (status !== 'active') return null
  return services.doors.withTenant(id, async (tx) =>
    (await readSettings(tx, id)).enabled ? readClient(tx, id, { box }) : null,
  )
}

async function comeBack(
  parts: SignInParts,
  limits: Limits,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { services, publicUrl, box } = parts
  const { state } = request.query as { readonly state?: unknown }
  const said = typeof state === 'string' ? state : ''
  const waitMs = await limits.failedTooOften(request.ip)
  if (waitMs > 0) return sendRefusalPage(reply, refuse('sign_in_throttled', undefined, waitMs), null)
  const pending = readPending(request.headers.cookie, said, box, services.clock.now())
  if (!pending) {
    await limits.takeFailure(request.ip)
    return sendRefusalPage(reply, refuse('sso_expired'), null)
  }
  reply.header('set-cookie', endedCookie(said, isSecure(publicUrl)))
  const opened = await finish(parts, pending, request)
  if (isRefused(opened)) {
    await limits.takeFailure(request.ip)
    return sendRefusalPage(reply, opened, await codeOf(parts, pending.tenantId))
  }
  reply.header('set-cookie', [endedCookie(said, isSecure(publicUrl)), ...opened.cookies])
  return reply.redirect(pending.next)
}

/** Asks the provider who it is, finds the member, and opens a session like any other. */
async function finish(
  parts: SignInParts,
  pending: PendingSignIn,
  request: FastifyRequest,
): Promise<{ readonly cookies: string[] } | Refused> {
  const { services, sessions } = parts
  const { tenantId, remember } = pending
  const claims = await askProvider(parts, pending, request)
  if (isRefused(claims)) return claims
  const memberId = await findMember(parts, tenantId, claims)
  if (isRefused(memberId)) return memberId
  const facts = { remember, address: request.ip, userAgent: request.headers['user-agent'] ?? '' }
  const opened = await sessions.openFor({ tenantId, memberId }, facts)
  if (isRefused(opened)) return opened
  await parts.signedIn(opened.me)
  const { id, nickname } = opened.me.member
  await recordSignIn(services, { tenantId, id, name: nickname }, 'oidc')
  return opened
}

async function askProvider(
  parts: SignInParts,
  { tenantId, state, nonce, verifier }: PendingSignIn,
  request: FastifyRequest,
): Promise<Claims | Refused> {
  const { services, providers, publicUrl, box } = parts
  const client = await services.doors.withTenant(tenantId, (tx) => readClient(tx, tenantId, { box }))
  const here = new URL(redirectUrlOf(publicUrl))
  here.search = new URL(request.url, here).search
  try {
    const config = await providers.open(client)
    const tokens = await openid.authorizationCodeGrant(config, here, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return refuse('sso_failed', { step: 'token', detail: 'id_token' })
    if (config.serverMetadata().userinfo_endpoint === undefined) return claims
    // Many providers put name and address there alone.
    return { ...(await openid.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims }
  } catch (error) {
    if (error instanceof openid.AuthorizationResponseError) {
      return refuse('sso_refused', { step: error.error, detail: error.error_description ?? '' })
    }
    return refuse('sso_failed', { ...providerFaultOf(error) })
  }
}

async function findMember({ services }: SignInParts, tenantId: TenantId, claims: Claims) {
  try {
    return await services.doors.withTenant(tenantId, async (tx) => {
      const settings = await readSettings(tx, tenantId)
      if (!settings.enabled) return refuse('sso_not_set_up')
      const editor = { kind: 'system', id: 'system', name: 'OIDC', tenantId } as const
      const context = { tx, now: services.clock.now(), services, tenantId, editor }
      const memberId = await findOrMakeMember(context, settings, claims)
      if (isRefused(memberId)) throw new Rollback(memberId)
      return memberId
    })
  } catch (error) {
    if (error instanceof Rollback && isRefused(error.value)) return error.value
    throw error
  }
}

async function codeOf({ services }: SignInParts, tenantId: TenantId): Promise<string | null> {
  return services.doors.withTenant(tenantId, async (tx) => (await readTenant(tx, tenantId))?.code ?? null)
}
