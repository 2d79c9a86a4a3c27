import type { MemberActor, VisitorActor } from '@keqiao/domain'
import type { FastifyRequest } from 'fastify'
import { isRefused, refuse, type Person, type Refused } from '../operations'
import { refuseForeignPage, type IsOwnOrigin } from './own-origin'
import type { RequestLimits } from './request-limits'

/** Who stands behind a cookie or a token; null: nobody. */
export interface People {
  memberOf(cookieHeader: string): Promise<MemberActor | Refused | null>
  visitorOf(token: string): Promise<VisitorActor | Refused | null>
  /** Who acts by an API key; null: the token is not one. */
  apiKeyOf(token: string): Promise<MemberActor | Refused | null>
}

/** Finds out who a request is from, and refuses what its identity does not allow. */
export type Identify = (request: FastifyRequest) => Promise<Person | Refused>

/**
 * A bearer token is an API key or a visitor's, a cookie a member's; the token, being said on purpose, comes first. No
 * browser sends it by itself, so it needs no page of ours behind it.
 */
export function createIdentify(people: People, isOwnOrigin: IsOwnOrigin, limits: RequestLimits): Identify {
  async function find(request: FastifyRequest): Promise<Person | Refused | null> {
    const { authorization, cookie } = request.headers
    if (authorization !== undefined) {
      const token = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1]
      return token === undefined ? null : ((await people.apiKeyOf(token)) ?? people.visitorOf(token))
    }
    if (cookie === undefined) return null
    const member = await people.memberOf(cookie)
    return member && !isRefused(member) ? (refuseForeignPage(request, isOwnOrigin) ?? member) : member
  }

  return async (request) => {
    const person = await find(request)
    if (person === null) return refuse('unauthenticated')
    if (isRefused(person)) return person
    const key = person.kind === 'member' ? person.key : undefined
    // A busy program does not stop the member for whom it acts.
    return (await limits.person(key === undefined ? `${person.kind} ${person.id}` : `key ${key}`)) ?? person
  }
}
