import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { folders } from '../../config'
import { bindManual } from './manual-pages'

const app = Fastify()

beforeAll(async () => {
  bindManual(app, folders.manual)
  await app.ready()
})
afterAll(() => app.close())

const get = (url: string) => app.inject({ method: 'GET', url })

it('begins with the first chapter and leads to all of them, without a script', async () => {
  const front = await get('/manual')
  expect([front.statusCode, front.headers['location']]).toEqual([302, '/manual/01-introduction'])
  const first = await get('/manual/01-introduction')
  expect(first.body).toContain('<h1>一、认识客桥</h1>')
  expect(first.headers['content-security-policy']).toContain("default-src 'none'")
  const links = [...first.body.matchAll(/href="(\/manual\/[^"]+)"/g)].map(([, address = '']) => address)
  expect(links.length).toBeGreaterThan(7)
  for (const address of links) expect([address, (await get(address)).statusCode]).toEqual([address, 200])
})

it('shows every picture its chapters name, and says what each shows', async () => {
  const first = await get('/manual/01-introduction')
  const links = [...first.body.matchAll(/href="(\/manual\/[^"]+)"/g)].map(([, address = '']) => address)
  const seen = new Set<string>()
  for (const address of links) {
    const { body } = await get(address)
    for (const [, picture = '', words = ''] of body.matchAll(/<img src="([^"]+)" alt="([^"]*)"/g)) {
      const { statusCode, headers } = await get(picture)
      expect([picture, statusCode, headers['content-type']]).toEqual([picture, 200, 'image/webp'])
      expect([picture, headers['cache-control'], typeof headers.etag]).toEqual([
        picture,
        'public, max-age=300',
        'string',
      ])
      expect([picture, words.length > 5]).toEqual([picture, true])
      seen.add(picture)
    }
  }
  // None is kept that no chapter shows.
  const kept = await readdir(join(folders.manual, 'images'))
  expect(kept.map((file) => `/manual/images/${file}`).toSorted()).toEqual([...seen].toSorted())
  expect(seen.size).toBeGreaterThanOrEqual(15)
})

it('says that there is no such chapter', async () => {
  for (const address of ['/manual/nothing', '/manual/..%2f..%2fpackage.json', '/manual/images/../../package.json'])
    expect([address, (await get(address)).statusCode]).toEqual([address, 404])
})
