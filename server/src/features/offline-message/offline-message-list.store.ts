import type { operations } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { z } from 'zod'
import type { Tx } from '../../platform/database/tx'
import { columns, type AnsweredRow } from './offline-message.store'

type Asked = z.output<typeof operations.offlineMessage.list.input>

/** What each column of the list is put in order by. Words as people of the shop's language look them up. */
const orders: Readonly<Record<Asked['sort'], string>> = {
  createdAt: 'm.created_at',
  name: 'm.name',
  reach: 'coalesce(m.phone, m.email)',
  group: 'm.group_name',
  channel: 'c.name',
  cause: 'm.cause',
  text: 'm.text',
  status: 'm.status',
  repliedAt: 'm.replied_at',
  repliedBy: 'm.replied_by_name',
}

const conditions = `m.tenant_id = $1 and ($2 = 'all' or m.status = $2) and ($3::uuid is null or m.group_id = $3)
  and ($4::uuid is null or m.channel_id = $4) and ($5::text is null or m.cause = $5)
  and ($6::float8 is null or m.created_at >= to_timestamp($6 / 1000.0))
  and ($7::float8 is null or m.created_at < to_timestamp($7 / 1000.0))
  and ($8 = '' or position(lower($8) in lower(concat_ws(chr(10), m.name, m.phone, m.email, m.text, m.reply_text))) > 0)`

const valuesOf = (tenantId: TenantId, asked: Asked) => [
  tenantId,
  asked.status,
  asked.groupId ?? null,
  asked.channelId ?? null,
  asked.cause ?? null,
  asked.from ?? null,
  asked.until ?? null,
  asked.search.trim(),
]

/** With the name of the channel it came by. */
export type ListedRow = AnsweredRow & { readonly channel_name: string }

/** A page of what was asked for, in the order that was asked for; the id decides between equals. */
export function selectOfflineMessages(tx: Tx, tenantId: TenantId, asked: Asked): Promise<ListedRow[]> {
  const direction = asked.order === 'asc' ? 'asc' : 'desc'
  const listed = columns.replace(/[a-z_]+/g, 'm.$&')
  return tx.rows<ListedRow>(
    `select ${listed}, c.name as channel_name from offline_messages m
       join channels c on c.tenant_id = m.tenant_id and c.id = m.channel_id
      where ${conditions}
      order by ${orders[asked.sort]} ${direction} nulls last, m.id ${direction} limit $9 offset $10`,
    [...valuesOf(tenantId, asked), asked.limit, asked.offset],
  )
}

/** How many fit. */
export async function countOfflineMessages(tx: Tx, tenantId: TenantId, asked: Asked): Promise<number> {
  const text = `select count(*) as count from offline_messages m where ${conditions}`
  return (await tx.rows<{ count: number }>(text, valuesOf(tenantId, asked)))[0]?.count ?? 0
}
