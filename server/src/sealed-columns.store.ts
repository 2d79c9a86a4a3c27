import type { Tx } from './platform/database/tx'

/** A column that holds sealed secrets. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** Columns that name a row of the table. */
  readonly key: readonly string[]
  /** What the secret was sealed for, by the row's key; the same words as where it is sealed. */
  readonly contextOf: (row: Readonly<Record<string, string>>) => string
}

/** Every one there is; a test compares them with the catalogue, so that none is left behind under an old secret. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'channel_secrets',
    column: 'sealed',
    key: ['tenant_id', 'id', 'channel_id'],
    contextOf: (row) => `channel secret ${row['channel_id']}`,
  },
  {
    table: 'mail_passwords',
    column: 'sealed',
    key: ['tenant_id'],
    contextOf: (row) => `mail password ${row['tenant_id']}`,
  },
  {
    table: 'sso_secrets',
    column: 'sealed',
    key: ['tenant_id'],
    contextOf: (row) => `sso secret ${row['tenant_id']}`,
  },
  {
    table: 'second_factors',
    column: 'sealed',
    key: ['tenant_id', 'member_id'],
    contextOf: (row) => `second factor ${row['member_id']}`,
  },
  {
    table: 'webhooks',
    column: 'sealed',
    key: ['tenant_id', 'id'],
    contextOf: (row) => `webhook secret ${row['id']}`,
  },
  {
    table: 'webhooks',
    column: 'previous_sealed',
    key: ['tenant_id', 'id'],
    contextOf: (row) => `webhook secret ${row['id']}`,
  },
  {
    table: 'installation',
    column: 'push_private_key',
    key: ['singleton'],
    contextOf: () => 'push key of the installation',
  },
]

/** One sealed secret with what names its row, as text. */
export interface SealedRow {
  readonly key: Readonly<Record<string, string>>
  readonly sealed: Buffer
}

/** All that a column holds, locked: whoever replaces a secret meanwhile waits, and is not overwritten. */
export async function lockSealed(tx: Tx, { table, column, key }: SealedColumn): Promise<SealedRow[]> {
  const names = key.map((name) => `"${name}"::text`).join(', ')
  const rows = await tx.rows<Record<string, unknown> & { sealed_now: Buffer }>(
    `select ${names}, "${column}" as sealed_now from "${table}" where "${column}" is not null for update`,
  )
  return rows.map(({ sealed_now: sealed, ...found }) => ({ key: found as Record<string, string>, sealed }))
}

/** Puts the same secret back under another seal. */
export async function storeSealed(tx: Tx, of: SealedColumn, key: SealedRow['key'], sealed: Buffer): Promise<void> {
  const places = of.key.map((name, index) => `"${name}"::text = $${index + 2}`).join(' and ')
  await tx.rows(`update "${of.table}" set "${of.column}" = $1 where ${places}`, [
    sealed,
    ...of.key.map((name) => key[name]),
  ])
}
