import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify, type ECDH } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What arrived, opened as a browser would. */
export interface ReceivedPush {
  readonly notice: unknown
  readonly ttl: string | undefined
  readonly urgency: string | undefined
}

/** A push service and a browser in one: written from RFC 8030, 8188, 8291 and 8292, sharing no code with what sends. */
export interface PushEndpoint {
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  readonly received: ReceivedPush[]
  /** Status it answers with from now on. */
  answerWith(status: number): void
  stop(): Promise<void>
}

/** @param vapidKey whom it believes, as the browser was told when it subscribed; base64url */
export async function openPushEndpoint(vapidKey: () => Promise<string>): Promise<PushEndpoint> {
  const browser = createECDH('prime256v1')
  const p256dh = browser.generateKeys()
  const auth = randomBytes(16)
  const received: ReceivedPush[] = []
  let status = 201
  const server = createServer((request, response) => {
    void take(request).then(
      () => response.writeHead(status).end(),
      (error: unknown) => response.writeHead(400).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function take(request: IncomingMessage): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    checkVapid(String(request.headers.authorization), await vapidKey(), origin)
    if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm')
    const notice: unknown = JSON.parse(decrypt(Buffer.concat(parts), browser, auth))
    if (status < 300)
      received.push({
        notice,
        ttl: request.headers['ttl']?.toString(),
        urgency: request.headers['urgency']?.toString(),
      })
  }

  return {
    subscription: {
      endpoint: `${origin}/push/one`,
      p256dh: p256dh.toString('base64url'),
      auth: auth.toString('base64url'),
    },
    received,
    answerWith: (next) => void (status = next),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** RFC 8292: an ES256 token for this origin, no longer than a day, by the key the browser subscribed with. */
function checkVapid(authorization: string, expectedKey: string, audience: string): void {
  const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? []
  if (token === undefined || key !== expectedKey) throw new Error('another key')
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: part(point, 1), y: part(point, 33) }
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) throw new Error('not signed by it')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string }
  if (said.aud !== audience) throw new Error(`for ${said.aud}`)
  const lasts = said.exp - Date.now() / 1_000
  if (lasts <= 0 || lasts > 24 * 60 * 60) throw new Error(`lasts ${lasts} s`)
  if (!/^(mailto:|https:)/.test(said.sub)) throw new Error('nobody to write to')
}

const part = (point: Buffer, from: number) => point.subarray(from, from + 32).toString('base64url')

/** RFC 8188 with the keys of RFC 8291, one record. */
function decrypt(message: Buffer, browser: ECDH, auth: Buffer): string {
  const salt = message.subarray(0, 16)
  const keyLength = message.readUInt8(20)
  const sender = message.subarray(21, 21 + keyLength)
  const record = message.subarray(21 + keyLength)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const secret = Buffer.from(hkdfSync('sha256', browser.computeSecret(sender), auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12))
  const opener = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([opener.update(record.subarray(0, -16)), opener.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('not the last record')
  return padded.subarray(0, end).toString('utf8')
}
