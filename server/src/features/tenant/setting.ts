import type { StoredPayload } from '@keqiao/contract'
import type { MemberActor, MemberId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff, readBefore } from '../../platform/event-log'
import { longLivedStreamId, newId } from '../../platform/ids'
import { refuse, type CommandContext, type Refused } from '../../platform/operations'
import { lockSetting, selectSetting, storeSetting } from './setting.store'

/** Something a merchant decides: a few fields, each with a default. */
export interface Setting<Shape extends z.ZodRawShape> {
  readonly name: string
  /** Reads what is stored. A field this version does not know is passed over, so that nodes of two versions agree. */
  readonly stored: z.ZodObject<Shape>
}

/** Names a setting; `schema` must make the defaults of an empty object. */
export function defineSetting<Shape extends z.ZodRawShape>(
  name: string,
  schema: z.ZodObject<Shape, z.core.$strict>,
): Setting<Shape> {
  return { name, stored: z.object(schema.shape) }
}

/** A value, and the version that a change of it names. */
export interface Versioned<Value> {
  readonly version: number
  readonly value: Value
}

/** What the merchant has decided, with the defaults for what he has not; behind either door. */
export async function readSetting<Shape extends z.ZodRawShape>(
  tx: Tx,
  tenantId: TenantId,
  { name, stored }: Setting<Shape>,
): Promise<Versioned<z.output<z.ZodObject<Shape>>>> {
  const row = await selectSetting(tx, tenantId, name)
  return { version: row?.seq ?? 0, value: stored.parse(row?.value ?? {}) }
}

/**
 * Replaces the value, if it is still the one of `version`, and says so in the log; what does not differ changes nothing.
 * All nodes read it anew each time they need it.
 */
export async function changeSetting<Shape extends z.ZodRawShape>(
  context: CommandContext,
  actor: MemberActor,
  { name, stored }: Setting<Shape>,
  { version, value }: Versioned<z.output<z.ZodObject<Shape>>>,
): Promise<Versioned<z.output<z.ZodObject<Shape>>> | Refused> {
  const { tx } = context
  const { tenantId } = actor
  const row = await lockSetting(tx, tenantId, name, longLivedStreamId(newId()))
  if (row.seq !== version) return refuse('settings_changed', { version: row.seq })
  const changes = differing(stored.parse(row.value), value)
  if (Object.keys(changes.to).length === 0) return { version, value }
  const seq = await appendForStaff(context, {
    tenantId,
    stream: 'setting',
    streamId: row.stream_id,
    seq: row.seq,
    actor,
    events: [{ type: 'settings.changed', payload: { name, ...changes } }],
  })
  await storeSetting(tx, tenantId, name, { value, seq })
  return { version: seq, value }
}

/** One change of a setting: what was changed, by whom, and to which version. */
export interface SettingChange {
  readonly version: number
  readonly at: number
  readonly by: { readonly id: MemberId; readonly name: string }
  readonly from: Fields
  readonly to: Fields
}

/** Changes of a setting before a version, newest first; undefined: the newest ones. */
export async function readSettingChanges(
  tx: Tx,
  tenantId: TenantId,
  { name }: Pick<Setting<z.ZodRawShape>, 'name'>,
  { before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<SettingChange[]> {
  const row = await selectSetting(tx, tenantId, name)
  if (!row) return []
  const events = await readBefore(tx, row.stream_id, 'staff', before, limit)
  return events.reverse().map(({ seq, at, actor, payload }) => {
    const { from, to } = payload as StoredPayload<'settings.changed'>
    return { version: seq, at, by: { id: actor.id as MemberId, name: actor.name }, from, to }
  })
}

type Fields = Readonly<Record<string, unknown>>

function differing(before: Fields, after: Fields): { from: Fields; to: Fields } {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const only = (fields: Fields) => Object.fromEntries(names.map((name) => [name, fields[name]]))
  return { from: only(before), to: only(after) }
}
