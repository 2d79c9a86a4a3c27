import type { FastifyReply } from 'fastify'
import { ScimRefusal } from './scim-refusal'
import { isObject, type ScimObject } from './scim-value'

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'
const ownSchema = 'urn:keqiao:params:scim:api:messages:2.0:Error'
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** JSON of SCIM, whatever its status. */
export function sendScim(reply: FastifyReply, status: number, body: ScimObject): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/scim+json; charset=utf-8')
    .send(JSON.stringify(body))
}

/** A refusal in the form of RFC 7644, section 3.12; our own code stands beside it. */
export function sendScimRefusal(reply: FastifyReply, { status, scimType, message, code }: ScimRefusal): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Keqiao SCIM"')
  return sendScim(reply, status, {
    schemas: [errorSchema, ...(code === null ? [] : [ownSchema])],
    status: String(status),
    ...(scimType !== null && { scimType }),
    detail: message,
    ...(code !== null && { [ownSchema]: { code } }),
  })
}

/** A page of a list. `startIndex` counts from one. */
export function sendScimList(
  reply: FastifyReply,
  resources: readonly ScimObject[],
  { startIndex, total }: { readonly startIndex: number; readonly total: number },
): FastifyReply {
  return sendScim(reply, 200, {
    schemas: [listSchema],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  })
}

const metaOf = (resource: ScimObject): ScimObject => (isObject(resource['meta']) ? resource['meta'] : {})

/** One resource with its version, or that it is still the one that is known. */
export function sendResource(
  reply: FastifyReply,
  status: 200 | 201,
  resource: ScimObject,
  shown: ScimObject,
): FastifyReply {
  const { version, location } = metaOf(resource)
  reply.header('etag', String(version))
  if (status === 201) reply.header('location', String(location))
  const known = reply.request.headers['if-none-match']
  if (reply.request.method === 'GET' && known !== undefined && isNamed(known, String(version))) {
    return reply.code(304).send()
  }
  return sendScim(reply, status, shown)
}

const isNamed = (header: string, version: string): boolean =>
  header.trim() === '*' || header.split(',').some((one) => one.trim() === version)

/** Refuses a change of what has changed meanwhile, where the back office asks for that. */
export function refuseOld(ifMatch: string | undefined, resource: ScimObject): void {
  if (ifMatch === undefined || isNamed(ifMatch, String(metaOf(resource)['version']))) return
  throw new ScimRefusal(412, null, 'The resource has changed since it was read.')
}
