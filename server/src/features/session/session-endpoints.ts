import { randomBytes } from 'node:crypto'
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { hashSessionToken } from './hashed-tokens'
import { sessionLife } from './session-life'

/** A live session as a cookie shows it. `userId` is the member's id. */
export interface LiveSession {
  readonly id: string
  readonly userId: string
  readonly tenantId: string
  readonly expiresAt: Date
}

type Found = NonNullable<Awaited<ReturnType<GenericEndpointContext['context']['internalAdapter']['findSession']>>>

/**
 * better-auth's own endpoints for reading and ending a session hide a lost database behind a status of 500 and end only
 * a session whose newest token they hold. These do the same work with the library's own parts, for us alone: none
 * of its endpoints is reachable from outside.
 */
export const sessionEndpoints = (now: () => number) =>
  ({
    id: 'keqiao-session',
    endpoints: {
      /** Whose cookie this is; writes nothing. */
      readSession: createAuthEndpoint('/keqiao/read', { method: 'GET', requireHeaders: true }, async (ctx) => {
        const found = await findLive(ctx, now())
        return found ? liveSession(found) : null
      }),
      /** Opens one for a member who has proved elsewhere who he is; the gate before every session stands before this one too. */
      openSession: createAuthEndpoint(
        '/keqiao/open',
        { method: 'POST', requireHeaders: true, body: z.object({ userId: z.string(), rememberMe: z.boolean() }) },
        async (ctx) => {
          const { userId, rememberMe } = ctx.body
          const user = await ctx.context.internalAdapter.findUserById(userId)
          if (!user) throw new Error('a session is opened for a user')
          const session = await ctx.context.internalAdapter.createSession(user.id, !rememberMe)
          await setSessionCookie(ctx, { session, user }, !rememberMe)
          return true
        },
      ),
      /** Gives a session that is due a new token and a new life. Says whether it did. */
      renewSession: createAuthEndpoint('/keqiao/renew', { method: 'POST', requireHeaders: true }, async (ctx) => {
        const found = await findLive(ctx, now())
        if (!found) return false
        const { session, user } = found
        const remembered = session['remembered'] === true
        const life = sessionLife(remembered)
        if (session.updatedAt.getTime() + life.rotateAfterMs > now()) return false
        const token = newSessionToken()
        const renewed = await ctx.context.adapter.update<Found['session']>({
          model: 'session',
          // The token too: of two tabs that come at once, one renews.
          where: [
            { field: 'id', value: session.id },
            { field: 'token', value: session.token },
          ],
          update: {
            token,
            previousToken: hashSessionToken(session.token),
            rotatedAt: new Date(now()),
            updatedAt: new Date(now()),
            expiresAt: new Date(now() + life.lastsMs),
          },
        })
        if (!renewed) return false
        await setSessionCookie(ctx, { session: renewed, user }, !remembered)
        return true
      }),
      /** Ends the session and takes the cookie back. */
      endSession: createAuthEndpoint('/keqiao/end', { method: 'POST', requireHeaders: true }, async (ctx) => {
        const found = await findLive(ctx, now())
        if (found)
          await ctx.context.adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: found.session.id }] })
        deleteSessionCookie(ctx)
        return found !== null
      }),
    },
  }) satisfies BetterAuthPlugin

function newSessionToken(): string {
  return randomBytes(24).toString('base64url')
}

async function findLive(ctx: GenericEndpointContext, now: number): Promise<Found | null> {
  const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret)
  if (!token) return null
  const found = await ctx.context.internalAdapter.findSession(token)
  return found && found.session.expiresAt.getTime() > now ? found : null
}

function liveSession({ session, user }: Found): LiveSession {
  const tenantId: unknown = user['tenantId']
  if (typeof tenantId !== 'string') throw new Error('a user belongs to a merchant')
  return { id: session.id, userId: user.id, tenantId, expiresAt: session.expiresAt }
}
