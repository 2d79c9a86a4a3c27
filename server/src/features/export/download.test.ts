import { randomUUID } from 'node:crypto'
import type { ExportView } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runProduct, type RunningProduct } from '../../testing/running-product'

let house: RunningProduct

beforeAll(async () => {
  house = await runProduct()
})

afterAll(() => house.stop())

it('MGT-03: an export is made in the background, and opens for its owner alone', async () => {
  const [boss, other, stranger] = [await house.signIn(0, 0), await house.signIn(0, 1), await house.signIn(1, 0)]
  const begun = await house.http('/api/exports', {
    method: 'POST',
    cookie: boss,
    headers: { 'idempotency-key': randomUUID() },
    body: { what: 'member', format: 'csv', conditions: {} },
  })
  const { id } = (begun.json as { export: ExportView }).export
  const file = await vi.waitFor(async () => {
    const { json } = await house.http('/api/exports', { cookie: boss })
    const done = (json as { exports: ExportView[] }).exports.find((one) => one.id === id)?.file
    if (!done) throw new Error('not yet')
    return done
  }, 30_000)
  const mine = await house.http(file.url, { cookie: boss })
  expect(mine.status).toBe(200)
  expect(mine.headers.get('content-disposition')).toContain(encodeURIComponent(file.name))
  expect(mine.headers.get('cache-control')).toBe('private, no-store')
  for (const cookie of [other, stranger]) expect((await house.http(file.url, { cookie })).status).toBe(404)
  expect((await house.http(file.url, {})).status).toBe(401)
  const forged = file.url.replace(/e=(\d+)/, (_, at: string) => `e=${Number(at) + 1}`)
  expect((await house.http(forged, { cookie: boss })).status).toBe(404)
}, 60_000)
