import type { ApiKeyId, MemberActor, MemberId, TenantId } from '@keqiao/domain'
import type { FastifyRequest } from 'fastify'
import { expect, it } from 'vitest'
import { createIdentify } from './callers'
import { createOriginCheck } from './own-origin'
import { createRequestLimits } from './request-limits'

const member: MemberActor = {
  kind: 'member',
  tenantId: 'shop' as TenantId,
  id: 'lin' as MemberId,
  name: '林夏',
  permissions: new Set(),
  scope: 'tenant',
}

const identify = createIdentify(
  {
    memberOf: async () => member,
    visitorOf: async () => null,
    apiKeyOf: async (token) => (token.startsWith('kq_') ? { ...member, key: token as ApiKeyId } : null),
  },
  createOriginCheck('https://chat.example'),
  createRequestLimits(0, 2),
)

const codeOf = async (headers: Record<string, string>) => {
  const person = await identify({ method: 'GET', headers } as unknown as FastifyRequest)
  return 'refused' in person ? person.error.code : 'ok'
}

it('counts what each key asks for by itself, apart from its maker and other keys', async () => {
  const [one, two, own] = [
    { authorization: 'Bearer kq_one' },
    { authorization: 'Bearer kq_two' },
    { cookie: 'session' },
  ]
  const codes: string[] = []
  for (const headers of [one, one, one, two, own, two, own]) codes.push(await codeOf(headers))
  expect(codes).toEqual(['ok', 'ok', 'rate_limited', 'ok', 'ok', 'ok', 'ok'])
})
