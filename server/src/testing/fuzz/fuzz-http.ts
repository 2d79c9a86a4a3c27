import { Agent, request } from 'node:http'
import type { RunningProduct } from '../running-product'
import type { Cast } from './cast'
import type { Dice } from './dice'
import type { Findings } from './findings'
import { deep, mutate } from './mutate'
import { oddTexts, samplerOf, uuidOf, type JsonSchema, type Sampler } from './sample'

/** Doors that are no operations: pages, files, what a back office and a shop's page ask for. /readyz is none: it may say 503. */
const otherPaths = [
  'GET /files/{id}/{name}',
  'GET /pictures',
  'GET /avatars/{id}',
  'GET /exports/{id}/{name}',
  'GET /chat/{key}',
  'GET /help/{key}',
  'GET /help/{key}/search',
  'GET /help/{key}/{name}',
  'GET /manual/{name}',
  'GET /{name}',
  'POST /api/visitor/site',
  'GET /api/operator/merchants',
  'POST /api/operator/session',
  'POST /api/operator/set-up',
  'GET /scim/v2/Users',
  'POST /scim/v2/Users',
  'PATCH /scim/v2/Groups/{id}',
  'GET /mail/mute/{key}',
  'GET /api/sso/{key}/start',
  'GET /healthz',
  'GET /metrics',
  'TRACE /api/session',
  'OPTIONS /api/session',
  'PUT /api/nothing',
]

interface Door {
  readonly method: string
  readonly path: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[]
  readonly body: JsonSchema | null
  readonly isUpload: boolean
}

interface Drawn {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | Buffer | null
}

/** One request after the other, drawn from the description that the product itself gives. */
export interface HttpFuzz {
  readonly doorCount: number
  /** Sends that many, eight at a time. */
  send(count: number): Promise<void>
  close(): void
}

/** Reads the OpenAPI document over HTTP, as any program would. */
export async function openHttpFuzz(
  house: RunningProduct,
  cast: Cast,
  dice: Dice,
  findings: Findings,
): Promise<HttpFuzz> {
  const document = (await house.http('/api/openapi.json')).json as {
    paths: Record<string, Record<string, Record<string, unknown>>>
    components: { schemas: Record<string, JsonSchema> }
  }
  const doors = [...doorsOf(document.paths), ...otherPaths.map(otherDoor)]
  const sampler = samplerOf({ dice, schemas: document.components.schemas, known: cast.known(dice) })
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    doorCount: doors.length,
    async send(count) {
      for (let sent = 0; sent < count; sent += 8) {
        const drawn = Array.from({ length: Math.min(8, count - sent) }, () => draw(doors, cast, dice, sampler))
        await Promise.all(
          drawn.map(async (one) => {
            const answer = await ask(house.origin, agent, one)
            if (answer === null) return
            const body = one.body === null ? '' : String(one.body).slice(0, 300)
            findings.look(`${one.method} ${one.path} ${body}`, answer.status, answer.text)
          }),
        )
      }
    },
    close: () => agent.destroy(),
  }
}

function doorsOf(paths: Record<string, Record<string, Record<string, unknown>>>): Door[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { content = {} } = (described['requestBody'] ?? {}) as { content?: Record<string, { schema: JsonSchema }> }
      return {
        method: method.toUpperCase(),
        path,
        parameters: (described['parameters'] ?? []) as Door['parameters'],
        body: content['application/json']?.schema ?? null,
        isUpload: 'multipart/form-data' in content,
      }
    }),
  )
}

function otherDoor(text: string): Door {
  const [method = '', path = ''] = text.split(' ')
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const query = ['u', 'q', 'w', 'e', 's', 'filter', 'page', 'key', 'token'].map((name) => ({
    name,
    in: 'query',
    schema: { type: 'string' },
  }))
  const parameters = [...names.map((name) => ({ name, in: 'path', schema: { type: 'string' } })), ...query]
  return { method, path, parameters, body: method === 'GET' ? null : { type: 'object' }, isUpload: false }
}

function draw(doors: readonly Door[], cast: Cast, dice: Dice, sampler: Sampler): Drawn {
  const door = dice.pick(doors)
  if (!door) throw new Error('there is no door')
  const isOdd = dice.happens(0.6)
  let path = door.path
  const query: string[] = []
  for (const { name, in: where, schema } of door.parameters) {
    const drawn = isOdd && dice.happens(0.25) ? mutate(sampler.value(schema, name), dice) : sampler.value(schema, name)
    const text = encode(typeof drawn === 'string' ? drawn : JSON.stringify(drawn))
    if (where === 'path') path = path.replace(`{${name}}`, text || 'x')
    else if (where === 'query' && dice.happens(0.6))
      query.push(`${name}=${text}`, ...(dice.happens(0.05) ? [`${name}=2`] : []))
  }
  if (isOdd && dice.happens(0.1)) query.push(`${encode(dice.pick(oddTexts))}=${encode(dice.pick(oddTexts))}`)
  if (dice.happens(0.03)) path += dice.pick(['/', '//', '/..', '/%2e%2e/', '/%00', '/%ff', ';x', '%20'])
  const { body, type } = bodyFor(door, dice, sampler, isOdd)
  return {
    method: door.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: { ...cast.someone(dice), ...headersFor(dice, type) },
    body,
  }
}

function bodyFor(
  door: Door,
  dice: Dice,
  sampler: Sampler,
  isOdd: boolean,
): { body: Drawn['body']; type: string | null } {
  if (door.isUpload) return uploadFor(dice)
  if (door.method === 'GET') return { body: null, type: null }
  const type = dice.happens(0.95)
    ? 'application/json'
    : dice.pick(['text/plain', 'application/xml', 'multipart/form-data', 'application/json; charset=gbk', ''])
  let value = sampler.value(door.body ?? { type: 'object' })
  if (isOdd) for (let times = dice.below(3); times >= 0; times -= 1) value = mutate(value, dice)
  if (!isOdd || dice.happens(0.9)) return { body: JSON.stringify(value) ?? '', type }
  const spoilt = dice.pick<() => string>([
    () => JSON.stringify(value).slice(0, -1),
    () => '['.repeat(20_000),
    () => JSON.stringify({ a: deep(4_000) }),
    () => JSON.stringify({ a: 'x'.repeat(70_000) }),
    () => '{"a":1,"a":2}',
    () => '{"__proto__":{"permissions":[]}}',
    () => '\uFEFF{}',
    () => '',
  ])
  return { body: spoilt(), type }
}

function uploadFor(dice: Dice): { body: Drawn['body']; type: string } {
  const name = dice.pick(['a.txt', 'a.png', '../../a.svg', 'a.html', '\u202Egnp.exe', 'x'.repeat(400)])
  const content = Buffer.from(Array.from({ length: dice.below(600) }, () => dice.below(256)))
  const start = dice.pick([
    Buffer.alloc(0),
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    Buffer.from('%PDF-1.7'),
    Buffer.from('<svg onload="x">'),
  ])
  const head = `--b\r\ncontent-disposition: form-data; name="${dice.pick(['file', 'file', 'other'])}"; filename="${name}"\r\n\r\n`
  const end = dice.happens(0.9) ? '\r\n--b--\r\n' : ''
  return {
    body: Buffer.concat([Buffer.from(head), start, content, Buffer.from(end)]),
    type: 'multipart/form-data; boundary=b',
  }
}

function headersFor(dice: Dice, type: string | null): Record<string, string> {
  const headers: Record<string, string> = {}
  if (type !== null && type !== '') headers['content-type'] = type
  if (dice.happens(0.95))
    headers['sec-fetch-site'] = dice.pick(['same-origin', 'same-origin', 'same-origin', 'cross-site', 'none'])
  if (dice.happens(0.95))
    headers['idempotency-key'] = dice.happens(0.9) ? uuidOf(dice) : dice.pick(['', '1', 'x'.repeat(5_000)])
  if (dice.happens(0.05))
    headers[
      dice.pick([
        'range',
        'if-none-match',
        'x-forwarded-for',
        'accept-language',
        'x-forwarded-host',
        'referer',
        'origin',
      ])
    ] = dice.pick(['bytes=0-', '*', '127.0.0.1', 'zh-TW;q=9', 'evil.example', 'null', 'x'.repeat(3_000)])
  return headers
}

/** What a header or an address can carry at all. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed().slice(0, 3_000))

/** Null: cut without an answer, which a request that is none may be. */
function ask(
  origin: string,
  agent: Agent,
  { method, path, headers, body }: Drawn,
): Promise<{ status: number; text: string } | null> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(origin)
    const sent = request(
      {
        hostname,
        port,
        method,
        path,
        headers: { ...headers, ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }) },
        agent,
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', () => resolve(null))
      },
    )
    sent.setTimeout(20_000, () => sent.destroy(new Error('no answer')))
    sent.on('error', (error) =>
      resolve(error.message === 'no answer' ? { status: 599, text: 'no answer within 20 s' } : null),
    )
    sent.end(body ?? undefined)
  })
}
