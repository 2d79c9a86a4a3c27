import { randomUUID } from 'node:crypto'
import { operations } from '@keqiao/contract'
import { Client } from 'pg'
import type { Merchant, Shop } from './shop'
import { webhookInput } from './integration-walks'
import { thingsOf } from './things-of-a-merchant'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/** Where in an input a row is named, and by which field. */
interface Named {
  readonly path: readonly (string | number)[]
  readonly field: string
}

/** Every id in an input, however deep. Ids that the caller makes up himself name nothing. */
export function rowsNamedIn(input: unknown, path: readonly (string | number)[] = []): Named[] {
  if (typeof input === 'string' && uuid.test(input)) {
    const field = path.findLast((step) => typeof step === 'string') ?? ''
    return isId(field) ? [{ path, field }] : []
  }
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([key, value]) =>
    rowsNamedIn(value, [...path, Array.isArray(input) ? Number(key) : key]),
  )
}

const isId = (field: string): boolean => /Ids?$/.test(field)

/** The input with another id at one place. */
export function withRow(input: unknown, [step, ...rest]: readonly (string | number)[], id: string): unknown {
  if (step === undefined) return id
  if (Array.isArray(input))
    return input.map((one, index) => (index === step ? withRow(one, rest, id) : (one as unknown)))
  return Object.fromEntries(
    Object.entries(input as object).map(([key, value]) => [key, key === step ? withRow(value, rest, id) : value]),
  )
}

/** The input with other ids everywhere. */
export function withOtherRows(input: unknown): unknown {
  return rowsNamedIn(input).reduce((changed, { path }) => withRow(changed, path, randomUUID()), input)
}

/** An answer without what differs from call to call. */
export const withoutChance = (answer: unknown): string =>
  JSON.stringify(answer)
    .replaceAll(uuids, 'an id')
    .replaceAll(/\b1[789]\d{11}\b/g, 'an instant')

/** Which table a field names; a field that is not here has to be added, so that its rows are tried too. */
const tables: Readonly<Record<string, readonly string[]>> = {
  memberId: ['members'],
  memberIds: ['members'],
  groupId: ['groups'],
  groupIds: ['groups'],
  channelId: ['channels'],
  channelIds: ['channels'],
  contactId: ['contacts'],
  contactIds: ['contacts'],
  conversationId: ['conversations'],
  conversationIds: ['conversations'],
  legId: ['legs'],
  entryId: ['knowledge_entries'],
  entryIds: ['knowledge_entries'],
  categoryId: ['knowledge_categories', 'phrase_categories'],
  phraseId: ['phrases'],
  roleId: ['roles'],
  offlineMessageId: ['offline_messages'],
  offlineMessageIds: ['offline_messages'],
  broadcastId: ['broadcasts'],
  mailId: ['mails'],
  exportId: ['exports'],
  apiKeyId: ['api_keys'],
  tokenId: ['provisioning_tokens'],
  webhookId: ['webhooks'],
  deliveryId: ['webhook_deliveries'],
  // Of a browser and no row: it lives in the memory of the floor.
  visitId: [],
}

/** Gives a merchant something of everything that an input can name. */
export async function furnish(shop: Shop, merchant: Merchant): Promise<void> {
  const things = thingsOf(
    () => shop,
    () => merchant,
  )
  const [boss, agent] = [await merchant.agent({ role: 'administrator' }), await merchant.agent()]
  await Promise.all([things.entry(), things.aboutCategory(), things.onePhrase(), things.oneCategory()])
  await things.aboutRole(() => ({}))
  await things.postedMail()
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(agent, operations.conversation.claim, { conversationId })
  const message = { name: '罗先生', phone: '138 0013 8000', groupId: merchant.groupId, text: '想改到周末送。' }
  await shop.result(visitor, operations.offlineMessage.leave, message)
  const to = { kind: 'some', memberIds: [agent.id] }
  await shop.result(boss, operations.broadcast.send, { text: '今天十点开会', to })
  await shop.result(boss, operations.export.start, { what: 'dialogue', format: 'csv', conditions: {} })
  await shop.result(boss, operations.apiKey.create, { name: 'ERP', scopes: ['conversation:read'], expiresAt: null })
  await shop.result(boss, operations.provisioning.createToken, {})
  const made = await shop.result<{ webhook: { id: string } }>(boss, operations.webhook.create, webhookInput())
  await shop.result(boss, operations.webhook.test, { webhookId: made.webhook.id })
}

/** Rows of a merchant that a field could name, asked of the database itself. */
export async function rowsOf(superuserUrl: string, tenantId: string, field: string): Promise<string[]> {
  const asked = tables[field]
  if (!asked) throw new Error(`${field}: say in testing/strangers.ts which table it names`)
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const found: string[] = []
    for (const table of asked) {
      const { rows } = await client.query<{ id: string }>(`select id from ${table} where tenant_id = $1 limit 1`, [
        tenantId,
      ])
      if (rows.length === 0) throw new Error(`the other merchant has no row in ${table}: furnish him with one`)
      found.push(...rows.map(({ id }) => id))
    }
    return found
  } finally {
    await client.end()
  }
}
