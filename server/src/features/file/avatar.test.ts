import { randomUUID } from 'node:crypto'
import { operations } from '@keqiao/contract'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { serveAvatar } from './serve-avatar'

let shop: Shop
let merchant: Merchant
let app: FastifyInstance

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
  app = Fastify()
  app.get('/avatars/:memberId', serveAvatar(shop.services.doors))
})

afterAll(async () => {
  await app.close()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { setAvatar } = operations.file

/** One colour all over, with a place hidden in it. */
const photo = (colour: string, width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' } })
    .jpeg()
    .toBuffer()

const read = (memberId: string, etag?: string) =>
  app.inject({ url: `/avatars/${memberId}`, headers: etag === undefined ? {} : { 'if-none-match': etag } })

it('shows a picture to whoever has the address: square, encoded anew, with nothing hidden in it', async () => {
  const agent = await merchant.agent()
  const content = (await photo('#0000ff')).toString('base64')
  expect(await shop.result(agent, setAvatar, { content })).toEqual({ present: true })
  const shown = await read(agent.id)
  expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'image/webp'])
  const facts = await sharp(shown.rawPayload).metadata()
  expect([facts.format, facts.width, facts.height, facts.exif]).toEqual(['webp', 192, 192, undefined])
  const again = await read(agent.id, String(shown.headers['etag']))
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
})

it('shows the new one in place of the old, and nothing after it was taken away', async () => {
  const agent = await merchant.agent()
  await shop.result(agent, setAvatar, { content: (await photo('#ff0000')).toString('base64') })
  const first = await read(agent.id)
  await shop.result(agent, setAvatar, { content: (await photo('#00ff00')).toString('base64') })
  const second = await read(agent.id, String(first.headers['etag']))
  expect(second.statusCode).toBe(200)
  expect(second.rawPayload.equals(first.rawPayload)).toBe(false)
  expect(await shop.result(agent, setAvatar, { content: null })).toEqual({ present: false })
  const none = await read(agent.id)
  expect([none.statusCode, none.headers['content-type']]).toEqual([200, 'image/gif'])
})

it('answers an id that does not exist byte for byte as one without a picture', async () => {
  const agent = await merchant.agent()
  const [without, unknown, nonsense] = [await read(agent.id), await read(randomUUID()), await read('nobody')]
  for (const answer of [unknown, nonsense]) {
    expect([answer.statusCode, answer.rawPayload, answer.headers['etag']]).toEqual([
      without.statusCode,
      without.rawPayload,
      without.headers['etag'],
    ])
  }
})

it('refuses what is no picture, too small, a drawing with code in it, or decodes to something huge', async () => {
  const agent = await merchant.agent()
  const tiny = (await photo('#fff', 20, 20)).toString('base64')
  const words = Buffer.from('no picture at all').toString('base64')
  const code = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>').toString('base64')
  const bomb = await sharp({ create: { width: 6_000, height: 6_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  for (const content of [tiny, words, code, bomb.subarray(0, 44_000).toString('base64')]) {
    expect(await shop.refusal(agent, setAvatar, { content })).toBe('file_type_refused')
  }
  expect(await shop.refusal(agent, setAvatar, { content: 'not base64!' })).toBe('input_invalid')
  expect((await read(agent.id)).headers['content-type']).toBe('image/gif')
})
