import type { OperatorActView } from '@keqiao/contract'
import type { Tx } from '../../platform/database/tx'

/** Who runs the installation. */
export interface Operator {
  readonly id: string
  readonly name: string
}

/** Stores a link by the hash of its token; earlier ones for the same name are void. */
export async function insertLink(tx: Tx, name: string, tokenHash: Buffer, lastsMs: number): Promise<void> {
  await tx.rows('delete from operator_links where name = $1 or expires_at < now()', [name])
  await tx.rows(
    `insert into operator_links (token_hash, name, expires_at)
     values ($1, $2, now() + make_interval(secs => $3::float8 / 1000))`,
    [tokenHash, name, lastsMs],
  )
}

/** Uses a link up; the name it is for, or null when there is none any more. */
export async function takeLink(tx: Tx, tokenHash: Buffer): Promise<string | null> {
  const text = 'delete from operator_links where token_hash = $1 and expires_at > now() returning name'
  return (await tx.rows<{ name: string }>(text, [tokenHash]))[0]?.name ?? null
}

/** Gives a name its password, and makes the operator when he is new; sessions he had end. */
export async function storePassword(tx: Tx, id: string, name: string, passwordHash: string): Promise<Operator> {
  const [row] = await tx.rows<Operator>(
    `insert into operators (id, name, password_hash) values ($1, $2, $3)
     on conflict (name) do update set password_hash = excluded.password_hash returning id, name`,
    [id, name, passwordHash],
  )
  if (!row) throw new Error('an operator was neither made nor changed')
  await tx.rows('delete from operator_sessions where operator_id = $1', [row.id])
  return row
}

export async function selectOperator(tx: Tx, name: string): Promise<(Operator & { password_hash: string }) | null> {
  const text = 'select id, name, password_hash from operators where name = $1'
  return (await tx.rows<Operator & { password_hash: string }>(text, [name]))[0] ?? null
}

export function selectOperators(tx: Tx): Promise<{ name: string }[]> {
  return tx.rows<{ name: string }>('select name from operators order by name')
}

/** Takes an operator away with his sessions and links; false when there is none of this name. */
export async function deleteOperator(tx: Tx, name: string): Promise<boolean> {
  await tx.rows('delete from operator_links where name = $1', [name])
  return (await tx.rows('delete from operators where name = $1 returning id', [name])).length === 1
}

/** Opens a session, and clears away those whose time is over. */
export async function insertSession(tx: Tx, tokenHash: Buffer, operatorId: string, lastsMs: number): Promise<void> {
  await tx.rows('delete from operator_sessions where expires_at < now()')
  await tx.rows(
    `insert into operator_sessions (token_hash, operator_id, expires_at)
     values ($1, $2, now() + make_interval(secs => $3::float8 / 1000))`,
    [tokenHash, operatorId, lastsMs],
  )
}

export async function selectSessionOperator(tx: Tx, tokenHash: Buffer): Promise<Operator | null> {
  const [row] = await tx.rows<Operator>(
    `select o.id, o.name from operator_sessions s join operators o on o.id = s.operator_id
      where s.token_hash = $1 and s.expires_at > now()`,
    [tokenHash],
  )
  return row ?? null
}

export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.rows('delete from operator_sessions where token_hash = $1', [tokenHash])
}

/** Writes down what an operator did. */
export async function insertAct(
  tx: Tx,
  operator: string,
  act: OperatorActView['act'],
  merchantCode: string | null,
): Promise<void> {
  await tx.rows('insert into operator_acts (operator, act, merchant_code) values ($1, $2, $3)', [
    operator,
    act,
    merchantCode,
  ])
}

/** Latest first, those before an id. */
export function selectActs(tx: Tx, before: number | null, limit: number): Promise<OperatorActView[]> {
  return tx.rows<OperatorActView>(
    `select id::int, (extract(epoch from at) * 1000)::float8::bigint as at, operator, act, merchant_code as "merchantCode"
       from operator_acts where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before, limit],
  )
}
