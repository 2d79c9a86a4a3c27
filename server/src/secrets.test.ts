import { operations } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPushKeys } from './features/notification'
import { createSecretBox } from './platform/secret-box'
import { lockSealed, sealedColumns } from './sealed-columns.store'
import { rotateSecrets, secretsCommand } from './secrets-command'
import { webhookInput } from './testing/integration-walks'
import { noServer } from './testing/things-of-a-merchant'
import { box, openShop, type Shop } from './testing/shop'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
  for (const merchant of [await shop.merchant(), await shop.merchant()]) {
    const boss = await merchant.agent({ role: 'administrator' })
    const { webhook } = await shop.result<{ webhook: { id: string } }>(boss, operations.webhook.create, webhookInput())
    await shop.result(boss, operations.webhook.rotateSecret, { webhookId: webhook.id, previousForMs: 60_000 })
    await shop.result(boss, operations.channel.rotateSecret, { channelId: merchant.channelId, endPrevious: false })
    const server = { ...noServer, host: 'mail.shop.example', user: 'shop', fromAddress: 'a@shop.example' }
    await shop.result(boss, operations.mail.changeServer, { version: 0, server, password: 'of the mail server' })
    const settings = {
      enabled: false,
      label: '',
      issuer: 'https://id.shop.example/',
      clientId: 'keqiao',
      createsAccounts: false,
    }
    const claims = { mainClaim: '', mainValue: 'true', passwordsAllowed: true }
    await shop.result(boss, operations.singleSignOn.change, {
      version: 0,
      settings: { ...settings, ...claims },
      secret: 'of the client',
    })
    const text = 'insert into second_factors values ($1, $2, $3, 0, now())'
    const sealed = box.seal('of the authenticator', `second factor ${boss.id}`)
    await shop.services.doors.withTenant(boss.tenantId, (tx) => tx.rows(text, [boss.tenantId, boss.id, sealed]))
  }
  await createPushKeys(shop.services.doors, box)()
})

afterAll(() => shop.stop())

const later = createSecretBox('the secret that comes afterwards', ['a secret of tests'])
const alone = createSecretBox('the secret that comes afterwards')

/** All that is sealed, opened; fails where the box has no key for it. */
const openedBy = (opener: Pick<typeof box, 'open'>) =>
  shop.services.doors.withSystem('test', async (tx) => {
    const found: Record<string, string[]> = {}
    for (const column of sealedColumns) {
      const rows = await lockSealed(tx, column)
      const texts = rows.map(({ key, sealed }) => opener.open(sealed, column.contextOf(key)))
      found[`${column.table}.${column.column}`] = texts.toSorted()
    }
    return found
  })

describe('SEC-01: secrets at rest', () => {
  it('are known, every column of them: what else is bytes is a hash or a picture', async () => {
    const rows = await shop.services.doors.withSystem('test', (tx) =>
      tx.rows<{ name: string }>(
        `select distinct table_name || '.' || column_name as name from information_schema.columns
          where data_type = 'bytea' and table_schema in ('public', 'auth') and column_name !~ '(_hash|^sha256|^content)$'
            and table_name !~ '_(\\d{4}_\\d{2}|default|long_lived)$'`,
      ),
    )
    const known = sealedColumns.map(({ table, column }) => `${table}.${column}`)
    expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
  })

  it('are sealed anew under another secret, all of them, and open under it alone', async () => {
    const before = await openedBy(box)
    for (const [name, texts] of Object.entries(before)) expect([name, texts.length > 0]).toEqual([name, true])
    const said: string[] = []
    const run = {
      doors: shop.services.doors,
      publicUrl: '',
      isNamed: true,
      openBox: () => later,
      say: (line: string) => void said.push(line),
    }
    await secretsCommand(['--dry'])(run)
    expect(await openedBy(box)).toEqual(before)
    await secretsCommand([])(run)
    expect(await openedBy(alone)).toEqual(before)
    await expect(openedBy(box)).rejects.toThrow('sealed under another secret')
    expect(said.at(-1)).toMatch(/^ {2}13 were sealed anew/)
    const again = await rotateSecrets(shop.services.doors, later, false)
    expect(again.map(({ renewed }) => renewed)).toEqual(sealedColumns.map(() => 0))
  })

  it('stay as they are where one of them opens under no known secret', async () => {
    const before = await openedBy(alone)
    const stranger = createSecretBox('somebody else’s secret', ['and one more that is wrong'])
    await expect(rotateSecrets(shop.services.doors, stranger, false)).rejects.toThrow('Nothing was changed')
    expect(await openedBy(alone)).toEqual(before)
  })

  it('asks what is meant when it does not understand', () => {
    expect(() => secretsCommand(['--fast'])).toThrow('What is fast?')
  })
})
