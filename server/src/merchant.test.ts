import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { merchantCommand } from './merchant-command'
import { runProduct, type RunningProduct } from './testing/running-product'
import { box } from './testing/shop'

let house: RunningProduct

beforeAll(async () => {
  house = await runProduct()
})

afterAll(() => house.stop())

/** The operator types it beside the running server. */
async function merchant(...given: string[]): Promise<string> {
  const lines: string[] = []
  const { doors } = house.product
  const say = (line: string) => void lines.push(line)
  await merchantCommand(given)({ doors, publicUrl: house.origin, isNamed: true, openBox: () => box, say })
  return lines.join('\n')
}

const tokenIn = (said: string) => /set-up\?merchant=[\w-]+&token=([\w-]+)/.exec(said)?.[1] ?? ''

const setUp = (token: string, more: object = {}) =>
  house.http('/api/set-up', {
    method: 'POST',
    body: { token, account: 'boss', nickname: '店长', password: 'chosen-by-the-boss', ...more },
  })

const signIn = (login: string) =>
  house.http('/api/session', { method: 'POST', body: { login, password: 'chosen-by-the-boss' } })

const codeOf = ({ json }: { json: unknown }) => (json as { error?: { code: string } }).error?.code

describe('the operator', () => {
  it('makes a merchant, whose administrator comes in by a link that works once', async () => {
    const said = await merchant('create', 'hehuan', '合欢', '书店')
    expect(said).toContain('合欢 书店 (hehuan) is there.')
    const token = tokenIn(said)
    const entered = await setUp(token)
    expect(entered.json).toMatchObject({ tenant: { code: 'hehuan', name: '合欢 书店' }, role: 'administrator' })
    const cookie = entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const { json } = await house.http('/api/members', { cookie })
    expect(json).toMatchObject({ members: [{ account: 'boss', nickname: '店长', groupIds: [expect.any(String)] }] })
    expect((await signIn('hehuan:boss')).status).toBe(200)
    // A visitor of the printed channel gets in at once.
    const channelKey = /data-channel="([^"]+)"/.exec(said)?.[1]
    expect((await house.http('/api/visitor/session', { method: 'POST', body: { channelKey } })).status).toBe(200)

    // Whose answer was lost asks again and gets in; nobody else does, and nobody's password changes.
    expect((await setUp(token)).status).toBe(200)
    expect(codeOf(await setUp(token, { account: 'thief' }))).toBe('set_up_link_invalid')
    expect(codeOf(await setUp(token, { password: 'another-password' }))).toBe('sign_in_failed')
    expect((await signIn('hehuan:boss')).status).toBe(200)
  })

  it('gives a new link, which voids the one before; nothing is stored that would open it', async () => {
    await merchant('create', 'zhuyun', '竹韵茶舍')
    const [first, second] = [await merchant('setup-link', 'zhuyun'), await merchant('setup-link', 'zhuyun')]
    expect(codeOf(await setUp(tokenIn(first)))).toBe('set_up_link_invalid')
    expect(codeOf(await setUp('x'.repeat(43)))).toBe('set_up_link_invalid')
    expect(codeOf(await setUp(tokenIn(second), { password: 'short' }))).toBe('input_invalid')
    const rows = await house.product.doors.withSystem('look at the table', (tx) =>
      tx.rows('select encode(token_hash, $1) from set_up_links', ['escape']),
    )
    expect(JSON.stringify(rows)).not.toContain(tokenIn(second))
    await house.product.doors.withSystem('a day passes', (tx) =>
      tx.rows(`update set_up_links set expires_at = now() - interval '1 second'`),
    )
    expect(codeOf(await setUp(tokenIn(second)))).toBe('set_up_link_invalid')
  })

  it('suspends a merchant beside the running server, and takes it back', async () => {
    const said = await merchant('create', 'mulan', '木兰家纺')
    expect((await setUp(tokenIn(said))).status).toBe(200)
    await merchant('suspend', 'mulan')
    expect(codeOf(await signIn('mulan:boss'))).toBe('tenant_suspended')
    expect(await merchant('list')).toMatch(/mulan +suspended +木兰家纺/)
    await merchant('resume', 'mulan')
    expect((await signIn('mulan:boss')).status).toBe(200)
  })

  it('is told what was wrong, in words', async () => {
    for (const [given, words] of [
      [[], 'npm run merchant -- create <code> <name>'],
      [['create', 'Big', 'Name'], 'create needs a code and a name'],
      [['create', 'yunshan', '又一家'], 'There is a merchant yunshan already.'],
      [['suspend', 'nobody'], 'There is no merchant "nobody"'],
      [['toString'], 'What shall be done?'],
    ] as const) {
      await expect(async () => merchant(...given)).rejects.toThrow(words)
    }
  })

  it('finds the database by the same settings as the server', async () => {
    const program = fileURLToPath(new URL('./merchant.ts', import.meta.url))
    const { PATH, HOME } = process.env
    const env = { PATH, HOME, DATABASE_URL: house.database.url, DATA_DIR: house.dataDir }
    const child = spawn(process.execPath, ['--import', 'tsx', program, 'list'], { env })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    expect(await once(child, 'close')).toEqual([0, null])
    expect(said).toMatch(/yunshan +active/)
  })
})
