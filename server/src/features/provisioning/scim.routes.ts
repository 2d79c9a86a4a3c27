import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isUnavailable } from '../../platform/database/doors'
import type { RoutePlugin } from '../../platform/http'
import type { Services } from '../../platform/operations'
import type { GroupParts } from '../group'
import { createScimGroup, readGroupResource, removeScimGroup, replaceScimGroup } from './provision-group'
import { createUser, removeUser, replaceUser, type ProvisionContext } from './provision-user'
import { tenantOfToken } from './provisioning-tokens'
import { refuseOld, sendResource, sendScim, sendScimList, sendScimRefusal } from './scim-answers'
import { maxResults, resourceTypes, schemas, serviceProviderConfig } from './scim-discovery'
import { findGroups, readGroup } from './scim-groups'
import { patched, readPatch } from './scim-patch'
import { ScimRefusal } from './scim-refusal'
import { saidOf, selected } from './scim-resource'
import { readUser } from './scim-user'
import { drawUsers, findUsers, readUserResource, readUserRow, type Reading } from './scim-users'
import type { ScimObject } from './scim-value'

interface ScimParts extends GroupParts {
  readonly services: Services
  readonly publicUrl: string
}

const prefix = '/scim/v2'
/** Of a request's body: a group with two thousand agents. */
const maxBytes = 512 * 1024

/**
 * SCIM 2.0 (RFC 7643, RFC 7644): the merchant's back office keeps its accounts here (ACC-02, ACC-04). It comes in by a
 * token of the management centre, one merchant each, and does what an administrator does at the console, by the same
 * commands.
 */
export function scimRoutes(parts: ScimParts): RoutePlugin {
  const base = `${parts.publicUrl.replace(/\/$/, '')}${prefix}`
  return (app) => {
    readScimJson(app)
    answerScimErrors(app, parts.services)
    const door = openDoor(parts, base)
    bindDiscovery(app, door, base)
    bindUsers(app, door)
    bindGroups(app, door, parts)
    app.all(
      `${prefix}/Me`,
      door.answer(async () => Promise.reject(new ScimRefusal(501, null, 'A token is nobody.'))),
    )
    app.all(
      `${prefix}/*`,
      door.answer(async () => Promise.reject(new ScimRefusal(404, null, 'There is nothing at this address.'))),
    )
  }
}

function readScimJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const read = (
    request: FastifyRequest,
    body: string | Buffer,
    done: (error: Error | null, value?: unknown) => void,
  ) => {
    if (body.length === 0) done(null, {})
    else void parse(request, String(body), done)
  }
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(
    ['application/scim+json', 'application/json'],
    { parseAs: 'string', bodyLimit: maxBytes },
    read,
  )
}

function answerScimErrors(app: FastifyInstance, { onError }: Services): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ScimRefusal) return sendScimRefusal(reply, error)
    if (isUnavailable(error)) {
      return sendScimRefusal(reply.header('retry-after', '5'), new ScimRefusal(503, null, 'Come again later.'))
    }
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status >= 400 && status < 500) {
      const isSyntax = status === 400
      const detail = isSyntax ? 'The body is not JSON.' : 'The request cannot be read.'
      return sendScimRefusal(reply, new ScimRefusal(status, isSyntax ? 'invalidSyntax' : null, detail))
    }
    onError(error, `${request.method} ${request.routeOptions.url ?? prefix}`)
    return sendScimRefusal(reply, new ScimRefusal(500, null, 'A fault of ours.'))
  })
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
type Work = (tenantId: TenantId, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

interface Door {
  /** Lets in whoever has a token. */
  answer(work: Work): Handler
  read<Result>(tenantId: TenantId, work: (reading: Reading) => Promise<Result>): Promise<Result>
  /** All in one transaction: what is refused half way leaves nothing. */
  change<Result>(
    tenantId: TenantId,
    work: (context: ProvisionContext, reading: Reading) => Promise<Result>,
  ): Promise<Result>
}

function openDoor({ services }: ScimParts, base: string): Door {
  const { doors, clock } = services
  return {
    answer: (work) => async (request, reply) => {
      const tenantId = await tenantOfToken(doors, request.headers.authorization)
      if (!tenantId) throw new ScimRefusal(401, null, 'The token is missing, was revoked, or is none.')
      return work(tenantId, request, reply)
    },
    read: (tenantId, work) => doors.withTenant(tenantId, (tx) => work({ tx, tenantId, base })),
    change: (tenantId, work) =>
      doors.withTenant(tenantId, (tx) => {
        const editor = { kind: 'system', id: 'system', name: 'SCIM', tenantId } as const
        return work({ tx, now: clock.now(), services, tenantId, editor }, { tx, tenantId, base })
      }),
  }
}

function bindDiscovery(app: FastifyInstance, { answer }: Door, base: string): void {
  const one = (list: readonly ScimObject[], id: string): ScimObject => {
    const found = list.find((item) => item['id'] === id)
    if (!found) throw new ScimRefusal(404, null, `There is no ${id}.`)
    return found
  }
  const whole = (reply: FastifyReply, list: readonly ScimObject[]) =>
    sendScimList(reply, list, { startIndex: 1, total: list.length })
  const config = serviceProviderConfig(base)
  app.get(
    `${prefix}/ServiceProviderConfig`,
    answer(async (_tenantId, _request, reply) => sendScim(reply, 200, config)),
  )
  for (const [name, list] of [
    ['ResourceTypes', resourceTypes(base)],
    ['Schemas', schemas(base)],
  ] as const) {
    app.get(
      `${prefix}/${name}`,
      answer(async (_tenantId, _request, reply) => whole(reply, list)),
    )
    app.get(
      `${prefix}/${name}/:id`,
      answer(async (_tenantId, request, reply) => sendScim(reply, 200, one(list, idOf(request)))),
    )
  }
}

const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id

const number = z.coerce.number().int()
const queryShape = z.object({
  filter: z.string().max(2_000).optional(),
  startIndex: number.transform((index) => Math.max(1, index)).default(1),
  count: number.transform((count) => Math.min(maxResults, Math.max(0, count))).default(100),
  attributes: z.string().max(2_000).optional(),
  excludedAttributes: z.string().max(2_000).optional(),
})

function queryOf(request: FastifyRequest) {
  const parsed = queryShape.safeParse(request.query)
  if (parsed.success) {
    const { attributes, excludedAttributes, ...page } = parsed.data
    const choice = { ...(attributes && { attributes }), ...(excludedAttributes && { excludedAttributes }) }
    return { ...page, choice }
  }
  throw new ScimRefusal(400, 'invalidValue', `${parsed.error.issues[0]?.path.join('.') ?? 'query'} cannot be read.`)
}

function sendPage(reply: FastifyReply, found: readonly ScimObject[], query: ReturnType<typeof queryOf>): FastifyReply {
  const { startIndex, count, choice } = query
  const page = found.slice(startIndex - 1, startIndex - 1 + count).map((resource) => selected(resource, choice))
  return sendScimList(reply, page, { startIndex, total: found.length })
}

function bindUsers(app: FastifyInstance, { answer, read, change }: Door): void {
  const path = `${prefix}/Users`
  app.get(
    path,
    answer(async (tenantId, request, reply) => {
      const query = queryOf(request)
      return sendPage(reply, await read(tenantId, (reading) => findUsers(reading, query.filter)), query)
    }),
  )
  app.get(
    `${path}/:id`,
    answer(async (tenantId, request, reply) => {
      const user = await read(tenantId, (reading) => readUserResource(reading, idOf(request)))
      return sendResource(reply, 200, user, selected(user, queryOf(request).choice))
    }),
  )
  app.post(
    path,
    answer(async (tenantId, request, reply) => {
      const wanted = readUser(request.body)
      const user = await change(tenantId, async (context, reading) =>
        readUserResource(reading, await createUser(context, wanted)),
      )
      return sendResource(reply, 201, user, selected(user, queryOf(request).choice))
    }),
  )
  const bindChange = (method: 'PUT' | 'PATCH', wantedOf: (body: unknown, said: ScimObject) => unknown) =>
    app.route({
      method,
      url: `${path}/:id`,
      handler: answer(async (tenantId, request, reply) => {
        const user = await change(tenantId, async (context, reading) => {
          const row = await readUserRow(reading, idOf(request))
          const [before = {}] = await drawUsers(reading, [row])
          refuseOld(request.headers['if-match'], before)
          await replaceUser(context, row.id, readUser(wantedOf(request.body, saidOf(row))))
          return readUserResource(reading, row.id)
        })
        return sendResource(reply, 200, user, selected(user, queryOf(request).choice))
      }),
    })
  bindChange('PUT', (body) => body)
  bindChange('PATCH', (body, said) => patched(said, readPatch(body)))
  app.delete(
    `${path}/:id`,
    answer(async (tenantId, request, reply) => {
      await change(tenantId, async (context, reading) => {
        const row = await readUserRow(reading, idOf(request))
        const [before = {}] = await drawUsers(reading, [row])
        refuseOld(request.headers['if-match'], before)
        await removeUser(context, row.id satisfies MemberId)
      })
      return reply.code(204).send()
    }),
  )
}

function bindGroups(app: FastifyInstance, { answer, read, change }: Door, parts: GroupParts): void {
  const path = `${prefix}/Groups`
  app.get(
    path,
    answer(async (tenantId, request, reply) => {
      const query = queryOf(request)
      const withMembers = !/\bmembers\b/i.test(query.choice.excludedAttributes ?? '')
      return sendPage(reply, await read(tenantId, (reading) => findGroups(reading, query.filter, withMembers)), query)
    }),
  )
  app.get(
    `${path}/:id`,
    answer(async (tenantId, request, reply) => {
      const group = await read(tenantId, (reading) => readGroup(reading, idOf(request)))
      return sendResource(reply, 200, group, selected(group, queryOf(request).choice))
    }),
  )
  app.post(
    path,
    answer(async (tenantId, request, reply) => {
      const wanted = readGroupResource(request.body)
      const group = await change(tenantId, async (context, reading) =>
        readGroup(reading, await createScimGroup(context, wanted)),
      )
      return sendResource(reply, 201, group, selected(group, queryOf(request).choice))
    }),
  )
  const bindChange = (method: 'PUT' | 'PATCH', wantedOf: (body: unknown, before: ScimObject) => unknown) =>
    app.route({
      method,
      url: `${path}/:id`,
      handler: answer(async (tenantId, request, reply) => {
        const group = await change(tenantId, async (context, reading) => {
          const before = await readGroup(reading, idOf(request))
          refuseOld(request.headers['if-match'], before)
          const wanted = readGroupResource(wantedOf(request.body, before))
          await replaceScimGroup(context, before['id'] as GroupId, wanted)
          return readGroup(reading, idOf(request))
        })
        return sendResource(reply, 200, group, selected(group, queryOf(request).choice))
      }),
    })
  bindChange('PUT', (body) => body)
  bindChange('PATCH', (body, before) => patched(before, readPatch(body)))
  app.delete(
    `${path}/:id`,
    answer(async (tenantId, request, reply) => {
      await change(tenantId, async (context, reading) => {
        const before = await readGroup(reading, idOf(request))
        refuseOld(request.headers['if-match'], before)
        await removeScimGroup(context, before['id'] as GroupId, parts)
      })
      return reply.code(204).send()
    }),
  )
}
