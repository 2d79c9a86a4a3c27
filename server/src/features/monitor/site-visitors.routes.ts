import type { VisitorActor } from '@keqiao/domain'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { sendRefusal, type RoutePlugin } from '../../platform/http'
import { isRefused, issuesOf, refuse, type Refused, type Services } from '../../platform/operations'
import { findChannelByKey, type Channel, type VisitorSessions } from '../channel'
import { readIdentity } from '../contact'
import { beatEveryMs, type Invitation, type SiteVisit, type SiteVisitors } from './site-visitors'

const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'))

/** What the loader says of itself, each time all of it. */
const beat = z.strictObject({
  channelKey: z.string().max(100),
  visitId: z.uuid().transform((id) => id.toLowerCase()),
  url: line(2_000),
  title: line(300),
  referrer: line(2_000).default(''),
  token: z.string().max(200).optional(),
  leaving: z.boolean().default(false),
  answer: z.strictObject({ invitationId: z.uuid(), what: z.enum(['shown', 'accepted', 'declined']) }).optional(),
})
type Beat = z.output<typeof beat>

interface SiteParts {
  readonly services: Services
  readonly site: SiteVisitors
  readonly visitors: Pick<VisitorSessions, 'visitorOf' | 'identifyVisitor'>
  readonly regionOf: (address: string) => Promise<SiteVisit['region']>
}

/** A channel's settings may be this old here. */
const channelsLiveMs = 10_000
const tokensLiveMs = 5 * 60_000
/** What a visitor calls himself until somebody knows better. */
const nameless = '访客'

/**
 * Where the loader of a page tells that it is open. From a shop's page, so without cookies and readable by anybody; a
 * plain-text body, so that no browser asks beforehand. Channels that do not show their visitors say so once, in a script
 * that may be cached, and hear no more.
 */
export function siteVisitorRoutes(parts: SiteParts): RoutePlugin {
  const channelOf = cachedChannels(parts.services)
  const knownAs = cachedVisitors(parts)
  return (app) => {
    app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    app.get<{ Params: { key: string } }>('/widget/visitors/:key', async (request, reply) => {
      const channel = await channelOf(request.params.key)
      const told = channel?.settings.showVisitors ? JSON.stringify({ everyMs: beatEveryMs.else }) : 'null'
      return reply
        .headers({
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          'cache-control': 'public, max-age=300',
        })
        .type('text/javascript; charset=utf-8')
        .send(`export default ${told}\n`)
    })
    app.post('/api/visitor/presence', async (request, reply) => {
      reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
      const said = parse(request.body)
      if (isRefused(said)) return sendRefusal(reply, said)
      const channel = await channelOf(said.channelKey)
      if (!channel) return sendRefusal(reply, refuse('channel_unknown'))
      if (!channel.settings.showVisitors) return reply.send({ everyMs: null, invitation: null })
      return reply.send(await hear(parts, channel, said, { address: request.ip, knownAs }))
    })
  }
}

function parse(body: unknown): Beat | Refused {
  try {
    const parsed = beat.safeParse(typeof body === 'string' ? JSON.parse(body) : body)
    return parsed.success ? parsed.data : refuse('input_invalid', { issues: issuesOf(parsed.error) })
  } catch {
    return refuse('input_invalid')
  }
}

interface Hearing {
  readonly address: string
  readonly knownAs: (token: string) => Promise<Known | null>
}

async function hear({ site, services, visitors, regionOf }: SiteParts, channel: Channel, said: Beat, hearing: Hearing) {
  const { tenantId } = channel
  const { visitId } = said
  if (said.leaving) {
    site.left(tenantId, visitId)
    return { everyMs: null, invitation: null }
  }
  const known = said.token === undefined ? null : await hearing.knownAs(said.token)
  // A token of another merchant says nothing here.
  const visitor = known?.visitor.tenantId === tenantId ? known : null
  const before = site.find(tenantId, visitId)
  const now = services.clock.now()
  const { url, title, referrer } = said
  const isListed = site.seen({
    visitId,
    tenantId,
    channelId: channel.id,
    groupId: channel.groupId,
    contactId: visitor?.visitor.id ?? before?.contactId ?? null,
    name: visitor && visitor.visitor.name !== nameless ? visitor.visitor.name : null,
    member: visitor?.verified ?? false,
    returning: before ? before.returning : visitor !== null,
    url,
    title,
    referrer: before?.referrer ?? referrer,
    region: before ? before.region : await regionOf(hearing.address),
    since: before?.since ?? now,
    pageSince: before?.url === url ? before.pageSince : now,
    address: hearing.address,
  })
  const last = site.invitationOf(tenantId, visitId)
  const token = await answer({ site, visitors }, said, last)
  const everyMs = isListed ? site.everyMs(tenantId) : null
  return { everyMs, invitation: invitationFor(site.invitationOf(tenantId, visitId)), ...(token && { token }) }
}

/** Who accepts is somebody from now on: his conversation is known by him to be the inviter's. */
async function answer(
  { site, visitors }: Pick<SiteParts, 'site' | 'visitors'>,
  { answer: given, channelKey, token }: Beat,
  last: Invitation | null,
): Promise<string | null> {
  if (!given || last?.id !== given.invitationId) return null
  if (given.what !== 'accepted') {
    site.answer(last, given.what, null)
    return null
  }
  const session = await visitors.identifyVisitor({ channelKey, ...(token !== undefined && { token }) })
  if (isRefused(session)) return null
  site.answer(last, 'accepted', session.contactId)
  return session.token
}

function invitationFor(last: Invitation | null) {
  if (!last || last.state === 'accepted' || last.state === 'declined') return null
  return { id: last.id, by: last.by.nickname, text: last.text }
}

function cachedChannels({ doors }: Services): (key: string) => Promise<Channel | null> {
  const cache = new LRUCache<string, { channel: Channel | null }>({ max: 1_000, ttl: channelsLiveMs })
  return async (key) => {
    const cached = cache.get(key)
    if (cached) return cached.channel
    const channel = await findChannelByKey(doors, key)
    cache.set(key, { channel })
    return channel
  }
}

interface Known {
  readonly visitor: VisitorActor
  readonly verified: boolean
}

function cachedVisitors({ services: { doors }, visitors }: SiteParts): (token: string) => Promise<Known | null> {
  const cache = new LRUCache<string, { known: Known | null }>({ max: 10_000, ttl: tokensLiveMs })
  return async (token) => {
    const cached = cache.get(token)
    if (cached) return cached.known
    const visitor = await visitors.visitorOf(token)
    const known = visitor && {
      visitor,
      verified:
        (await doors.withTenant(visitor.tenantId, (tx) => readIdentity(tx, visitor.tenantId, visitor.id))) !== null,
    }
    cache.set(token, { known })
    return known
  }
}
