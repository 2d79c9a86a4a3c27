import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { gathered, measureNames, mergeMeasures } from './measure-columns'
import { nobody, type Target } from './metric.store'

/** A part of the log that was taken away, by the ids of its streams; the end is not in it. */
export interface Archive {
  readonly partition: string
  readonly from_id: string
  readonly to_id: string
}

/**
 * Takes the right to rebuild a merchant's figures; null: somebody else is at it, and was within the last two minutes. The
 * generation that is being written is one no reader looks at.
 */
export async function beginRebuild(tx: Tx, tenantId: TenantId): Promise<{ current: number; next: number } | null> {
  await tx.rows('insert into metric_generations (tenant_id) values ($1) on conflict do nothing', [tenantId])
  const [row] = await tx.rows<{ generation: number }>(
    `update metric_generations set rebuilt_at = now()
      where tenant_id = $1 and (rebuilt_at is null or rebuilt_at < now() - interval '2 minutes') returning generation`,
    [tenantId],
  )
  return row ? { current: row.generation, next: row.generation + 1 } : null
}

/** Still at it. */
export async function goOn(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows('update metric_generations set rebuilt_at = now() where tenant_id = $1', [tenantId])
}

/** From this statement on everybody reads the new generation, and the reader of the log adds to it. */
export async function swapGeneration(tx: Tx, { tenantId, generation }: Target): Promise<void> {
  await tx.rows('update metric_generations set generation = $2, rebuilt_at = null where tenant_id = $1', [
    tenantId,
    generation,
  ])
}

/** Gives the right back without a change. */
export async function giveUp(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows('update metric_generations set rebuilt_at = null where tenant_id = $1', [tenantId])
}

/** Parts of the log that are not there to be read again. */
export function readArchives(tx: Tx): Promise<Archive[]> {
  return tx.rows<Archive>('select partition, from_id, to_id from metric_archives order by from_id')
}

const copied = ['metric_streams', 'metric_facts', 'metric_tallies'] as const

/** Takes over what was counted of archived streams, and gathers their roll-ups from it anew. */
export async function keepArchived(tx: Tx, current: Target, next: number, { from_id, to_id }: Archive): Promise<void> {
  const { tenantId, generation } = current
  const given = [tenantId, generation, next, from_id, to_id]
  for (const table of copied) {
    const columns = (
      await tx.rows<{ name: string }>(
        `select column_name as name from information_schema.columns
          where table_schema = 'public' and table_name = $1 and column_name not in ('tenant_id', 'generation') order by ordinal_position`,
        [table],
      )
    ).map(({ name }) => name)
    await tx.rows(
      `insert into ${table} (tenant_id, generation, ${columns.join(', ')})
       select tenant_id, $3, ${columns.join(', ')} from ${table}
        where tenant_id = $1 and generation = $2 and stream_id >= $4 and stream_id < $5`,
      given,
    )
  }
  const grains = [
    {
      grain: 'quarter',
      slot: 'at / 900000',
      hour: 'hour',
      member: `coalesce(member_id, '${nobody}')`,
      name: 'member_name',
    },
    { grain: 'hour', slot: 'hour', hour: 'hour', member: `'${nobody}'::uuid`, name: `''` },
    { grain: 'day', slot: '0', hour: '0', member: `coalesce(member_id, '${nobody}')`, name: 'member_name' },
  ]
  for (const { grain, slot, hour, member, name } of grains) {
    await tx.rows(
      `insert into metric_rollups as r (tenant_id, generation, grain, day, slot, hour, group_id, member_id, channel_id,
         group_name, member_name, named_at, ${measureNames})
       select $1, $3::int, '${grain}', day, (${slot})::int, ${hour}, group_id, ${member}, channel_id,
              (max(array[lpad(at::text, 14, '0'), group_name]))[2],
              coalesce((max(array[lpad(at::text, 14, '0'), ${name}]))[2], ''), max(at), ${gathered}
         from metric_facts where tenant_id = $1 and generation = $2 and stream_id >= $4 and stream_id < $5
        group by day, 5, 6, group_id, 8, channel_id
       on conflict (tenant_id, generation, grain, day, slot, group_id, member_id, channel_id) do update
         set named_at = greatest(r.named_at, excluded.named_at), ${mergeMeasures}`,
      given,
    )
  }
}

const tables = [
  'metric_rollups',
  'metric_tallies',
  'metric_facts',
  'metric_streams',
  'metric_zones',
  'metric_settings',
] as const

/** Removes a portion of a merchant's generations other than the one that is kept; true: there may be more. */
export async function removeOthers(tx: Tx, { tenantId, generation }: Target, portion: number): Promise<boolean> {
  for (const table of tables) {
    const gone = await tx.rows(
      `delete from ${table} where ctid = any (array(
         select ctid from ${table} where tenant_id = $1 and generation <> $2 limit $3)) returning 1`,
      [tenantId, generation, portion],
    )
    if (gone.length > 0) return true
  }
  return false
}

/** The reader's row, locked until the transaction ends, whoever is at it. */
export async function holdReader(tx: Tx, name: string): Promise<void> {
  await tx.rows('insert into log_readers (name) values ($1) on conflict do nothing', [name])
  await tx.rows('select 1 from log_readers where name = $1 for update', [name])
}
