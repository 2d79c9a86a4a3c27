import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutgoing, isPublicAddress } from '.'

let server: Server
let asked = 0
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1
    if (request.url === '/long') response.end('x'.repeat(2_000))
    else if (request.url === '/away') response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
    else if (request.url !== '/never') request.pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const request = { method: 'POST', body: '你好', timeoutMs: 2_000, maxBytes: 1_000 } as const

describe('an address is public', () => {
  it('unless it is reserved, whatever it is dressed as', () => {
    for (const address of ['1.1.1.1', '223.5.5.5', '2606:4700:4700::1111', '::ffff:1.1.1.1'])
      expect([address, isPublicAddress(address)]).toEqual([address, true])
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      'fe80::1',
      'fd00::1',
      '2002:7f00:1::',
      'localhost',
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, false])
  })
})

describe('a request', () => {
  it('reaches nothing in a private network, by address, by name, or by another spelling', async () => {
    const outgoing = createOutgoing({ allowPrivate: false })
    const { port } = new URL(origin)
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])
      await expect(outgoing.send(`http://${host}:${port}/`, request)).rejects.toMatchObject({ code: 'private_address' })
    expect(asked).toBe(0)
  })

  it('is answered where the operator allows it, and follows nobody', async () => {
    const outgoing = createOutgoing({ allowPrivate: true })
    const answer = await outgoing.send(`${origin}/`, request)
    expect([answer.status, answer.body.toString()]).toEqual([200, '你好'])
    expect(await outgoing.send(`${origin}/away`, request)).toMatchObject({ status: 302 })
  })

  it('keeps the beginning of a long answer where that is enough', async () => {
    const outgoing = createOutgoing({ allowPrivate: true })
    const answer = await outgoing.send(`${origin}/long`, { ...request, whenLonger: 'cut' })
    expect([answer.status, answer.body.length]).toEqual([200, 1_000])
  })

  it('says why there was no answer', async () => {
    const outgoing = createOutgoing({ allowPrivate: true })
    await expect(outgoing.send('ftp://example.com/', request)).rejects.toMatchObject({ code: 'url_refused' })
    await expect(outgoing.send('http://a:b@example.com/', request)).rejects.toMatchObject({ code: 'url_refused' })
    await expect(outgoing.send(`${origin}/long`, request)).rejects.toMatchObject({ code: 'too_long' })
    await expect(outgoing.send(`${origin}/never`, { ...request, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'timeout',
    })
    await expect(outgoing.send('http://127.0.0.1:1/', request)).rejects.toMatchObject({ code: 'failed' })
  })
})
