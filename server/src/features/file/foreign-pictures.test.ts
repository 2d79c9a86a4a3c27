import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { TenantId } from '@keqiao/domain'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../platform/clock'
import { createOutgoing } from '../../platform/outgoing'
import { openLocalStorage, type Storage } from '../../platform/storage'
import { testDatabase, type TestDatabase } from '../../testing/database'
import { newId } from '../../platform/ids'
import { createForeignPictureAddresses } from './foreign-picture-address'
import { createForeignPictures } from './foreign-pictures'

const machine = systemClock()
let skewMs = 0
const clock: Clock = { ...machine, now: () => machine.now() + skewMs }
let database: TestDatabase
let folder: string
let storage: Storage
let shop: Server
let origin: string
let tenantId: TenantId
let asked: string[] = []
const faults: unknown[] = []

const photo = await sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: '#8a6d3b' } })
  .withExif({ IFD0: { Copyright: 'somebody' } })
  .jpeg()
  .toBuffer()

beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'keqiao-pictures-'))
  storage = await openLocalStorage(folder, clock)
  tenantId = newId<TenantId>()
  await database.doors.withSystem('test', (tx) =>
    tx.rows(`insert into tenants (id, code, name) values ($1, 'pictures', '图片')`, [tenantId]),
  )
  shop = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { pathname } = new URL(request.url ?? '/', 'http://shop.invalid')
    if (pathname === '/table.jpg') response.end(photo)
    else if (pathname === '/moved.jpg') response.writeHead(301, { location: '/table.jpg' }).end()
    else if (pathname === '/round.jpg') response.writeHead(302, { location: '/round.jpg' }).end()
    else if (pathname === '/bad.svg') response.end('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>')
    else if (pathname === '/huge.jpg') response.end(Buffer.alloc(6 * 1024 * 1024))
    else response.writeHead(404).end('<h1>no</h1>')
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
})

afterAll(async () => {
  expect(faults).toEqual([])
  shop.closeAllConnections()
  shop.close()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
})

const pictures = (allowPrivate = true) =>
  createForeignPictures({
    doors: database.doors,
    storage,
    clock,
    outgoing: createOutgoing({ allowPrivate }),
    onError: (error) => void faults.push(error),
  })

describe('PSL-01: a picture that lies elsewhere', () => {
  it('is fetched once, however many look, and kept small and bare', async () => {
    asked = []
    const { find } = pictures()
    const picture = { tenantId, source: `${origin}/moved.jpg` }
    const [first, second] = await Promise.all([find(picture), find(picture)])
    expect(first).not.toBeNull()
    expect(second).toBe(first)
    expect(await pictures().find(picture)).toBe(first)
    expect(asked).toEqual(['/moved.jpg', '/table.jpg'])
    const content = first && (await storage.open(first))
    const { format, width, height, exif } = await sharp(content ? await buffer(content) : undefined).metadata()
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 480, height: 360, exif: undefined })
  })

  it('is fetched again where its copy is gone', async () => {
    const picture = { tenantId, source: `${origin}/table.jpg?again` }
    const first = await pictures().find(picture)
    if (first) await storage.remove(first)
    const again = await pictures().find(picture)
    expect(again).not.toBeNull()
    expect(again).not.toBe(first)
  })

  it('is none where there is no picture we decode, and that is not asked for again at once', async () => {
    for (const path of ['/bad.svg', '/huge.jpg', '/round.jpg', '/absent.jpg']) {
      asked = []
      const picture = { tenantId, source: `${origin}${path}` }
      expect([path, await pictures().find(picture)]).toEqual([path, null])
      expect(asked).toContain(path)
      asked = []
      expect(await pictures().find(picture)).toBeNull()
      expect(asked).toEqual([])
      skewMs += 61_000
      await pictures().find(picture)
      expect(asked).toContain(path)
    }
  })

  it('is never asked for in a private network', async () => {
    asked = []
    expect(await pictures(false).find({ tenantId, source: `${origin}/table.jpg?private` })).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('the address of a picture', () => {
  const addresses = createForeignPictureAddresses('a secret', 'http://127.0.0.1:8080', () => clock.now())
  const picture = {
    tenantId: '0193b1f0-0000-7000-8000-000000000001' as TenantId,
    source: 'https://shop.example/a.jpg?x=1&y=2',
  }
  const queryOf = (address: string) => Object.fromEntries(new URL(address, 'http://here.invalid').searchParams)

  it('is good for what we have signed, and for nothing else', () => {
    const query = queryOf(addresses.sign(picture))
    expect(addresses.check(query)).toEqual(picture)
    expect(addresses.check({ ...query, u: 'http://10.0.0.1/' })).toBeNull()
    expect(addresses.check({ ...query, t: '0193b1f0-0000-7000-8000-000000000002' })).toBeNull()
    expect(addresses.check({ ...query, e: '99999999999' })).toBeNull()
    expect(addresses.check({})).toBeNull()
    skewMs += 9 * 86_400_000
    expect(addresses.check(query)).toBeNull()
  })

  it('is the drawing itself where it is one of our own demo shop', () => {
    const own = (source: string) => addresses.sign({ ...picture, source })
    expect(own('http://localhost:8080/demo/images/table.svg')).toBe('/demo/images/table.svg')
    expect(own('https://shop.example/demo/images/table.svg')).toMatch(/^\/pictures\?/)
    expect(own('http://localhost:8080/api/me')).toMatch(/^\/pictures\?/)
  })
})
