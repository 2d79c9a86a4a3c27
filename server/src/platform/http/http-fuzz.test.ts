import { connect } from 'node:net'
import { allOperations, isErrorCode } from '@keqiao/contract'
import { permissions, type MemberActor, type MemberId, type TenantId } from '@keqiao/domain'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../ids'
import { createLog } from '../log'
import { createMetrics } from '../metrics'
import { bind, createExecute, refuse } from '../operations'
import { createHttpServer } from './http-server'
import { listen } from './listening'

const member: MemberActor = {
  kind: 'member',
  tenantId: newId<TenantId>(),
  id: newId<MemberId>(),
  name: '小桥',
  permissions: new Set(permissions),
  scope: 'tenant',
}

let app: FastifyInstance
let port: number
const faults: unknown[] = []

beforeAll(async () => {
  const operations = allOperations.filter(({ httpOnly }) => !httpOnly)
  app = await createHttpServer({
    config: {
      publicUrl: 'http://127.0.0.1:8080',
      trustProxy: false,
      metricsToken: null,
      requestsPerAddress: 0,
      requestsPerPerson: 0,
      version: '0.1.0',
    },
    log: createLog({ level: 'silent' }),
    metrics: createMetrics(),
    execute: createExecute({
      bindings: operations.map((operation) => bind(operation, async () => refuse('not_found'))),
      onFault: (error) => {
        faults.push(error)
        return 'ref'
      },
    }),
    operations: allOperations,
    people: { memberOf: async () => member, visitorOf: async () => null, apiKeyOf: async () => null },
    routes: [],
    staticSites: {
      console: '/nowhere',
      widget: '/nowhere',
      manual: '/nowhere',
      demo: '/nowhere',
      findChatPage: async () => null,
      demoMerchant: () => 'yunshan',
      demoPage: () => null,
    },
    readiness: async () => ({ ready: true, degraded: false, checks: {} }),
  })
  port = await listen(app, '127.0.0.1', 0)
})
afterAll(() => app.close())

/** JSON that people with bad intentions send: deep, huge numbers, odd keys, NUL and broken surrogates. */
const badJson = fc.oneof(
  fc.json({ stringUnit: 'binary', maxDepth: 6 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '{"__proto__":{}}',
    '{"constructor":{"prototype":{}}}',
    '{"text":"\\ud800"}',
    '[[[[[[',
    '1e999',
    'null',
  ),
)

const segment = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('..', '%00', '%ff', '%'),
)

function expectCoded(status: number, payload: string): void {
  const { error } = JSON.parse(payload) as { error: { code: string } }
  expect([isErrorCode(error.code), error.code]).not.toEqual([false, error.code])
  expect(error.code).not.toBe('internal')
  expect(status).toBeGreaterThanOrEqual(400)
  expect(faults).toEqual([])
}

describe('anything that is sent gets a coded refusal', () => {
  for (const { name, http } of allOperations.filter(({ httpOnly }) => !httpOnly)) {
    it(name, async () => {
      const tries = fc.asyncProperty(
        badJson,
        fc.dictionary(fc.string(), fc.string()),
        segment,
        async (body, query, id) => {
          const path = http.path.replace(/\{\w+\}/g, () => id)
          const isRead = http.method === 'GET'
          const answer = await app.inject({
            method: http.method,
            url: isRead ? `${path}?${new URLSearchParams(query).toString()}` : path,
            headers: {
              cookie: 'session=x',
              'sec-fetch-site': 'same-origin',
              'idempotency-key': newId(),
              ...(isRead ? {} : { 'content-type': 'application/json' }),
            },
            ...(isRead ? {} : { payload: body }),
          })
          expectCoded(answer.statusCode, answer.payload)
        },
      )
      await fc.assert(tries, { numRuns: 60 })
    })
  }

  it('raw bytes on the socket', async () => {
    const tries = fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.concat([bytes, Buffer.from('\r\n\r\n')])))
        socket.on('error', () => resolve())
        socket.on('close', () => resolve())
        socket.resume()
      })
    })
    await fc.assert(tries, { numRuns: 60 })
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })
})
