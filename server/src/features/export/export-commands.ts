import { operations } from '@keqiao/contract'
import type { ExportId, MemberActor } from '@keqiao/domain'
import { newId } from '../../platform/ids'
import { enqueue } from '../../platform/jobs'
import { command, query, refuse, type Bindable, type CommandContext } from '../../platform/operations'
import { exportables } from './exportables'
import {
  cancelExport,
  countActive,
  insertExport,
  lockOwnExport,
  restartExport,
  selectExports,
  type ExportRow,
} from './export.store'
import { exportViewOf, type SignExport } from './export.view'
import { runExport } from './export-task'

/** Of one member at a time: the next one waits at the door, not in the queue. */
const maxActive = 3

/** What is asked of exports; each sees his own only. */
export function exportOperations(sign: SignExport): Bindable[] {
  const view = exportViewOf(sign)

  const start = command(operations.export.start, async (actor, input, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { what, format, conditions, columns = null, locale } = input
    const exportable = exportables[what]
    const missing = [exportable.permission, exportable.operation.permission].find(
      (permission) => permission !== null && !actor.permissions.has(permission),
    )
    if (missing) return refuse('forbidden', { permission: missing })
    if (!exportable.formats.includes(format)) return refuse('export_format_unknown')
    const wrong = wrongIn(exportable, conditions, columns)
    if (wrong) return refuse('input_invalid', { issues: [wrong] })
    const { tenantId: tenant_id, id: member_id } = actor
    const id = newId<ExportId>()
    const full = await refuseBeyond(context, actor)
    if (full) return full
    const created_at = context.now
    const row = await insertExport(context.tx, {
      tenant_id,
      id,
      member_id,
      what,
      format,
      conditions,
      columns,
      locale,
      created_at,
    })
    await enqueueExport(context, row)
    return { export: view(row) }
  })

  const list = query(operations.export.list, async (actor, { limit }, { tx }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    return { exports: (await selectExports(tx, actor.tenantId, actor.id, limit)).map(view) }
  })

  const cancel = command(operations.export.cancel, async (actor, { exportId }, { tx, now }) => {
    const row = await lockOwnExport(tx, actor.tenantId, actor.id as MemberActor['id'], exportId)
    return row ? { export: view((await cancelExport(tx, row, now)) ?? row) } : refuse('not_found')
  })

  const retry = command(operations.export.retry, async (actor, { exportId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const row = await lockOwnExport(context.tx, actor.tenantId, actor.id, exportId)
    if (!row) return refuse('not_found')
    const full = await refuseBeyond(context, actor)
    if (full) return full
    const again = await restartExport(context.tx, row)
    if (again) await enqueueExport(context, again)
    return { export: view(again ?? row) }
  })

  return [start, list, cancel, retry]
}

async function refuseBeyond({ tx }: CommandContext, { tenantId, id }: MemberActor) {
  return (await countActive(tx, tenantId, id)) >= maxActive ? refuse('exports_limited') : null
}

/** What the list would not take; null: nothing. */
function wrongIn(
  { operation, columns }: (typeof exportables)[keyof typeof exportables],
  conditions: Record<string, unknown>,
  chosen: readonly string[] | null,
): { path: string; reason: string } | null {
  const parsed = operation.input.safeParse(conditions)
  const issue = parsed.error?.issues[0]
  if (issue) return { path: ['conditions', ...issue.path].join('.'), reason: issue.message }
  const known = columns(conditions)
  const unknown = chosen?.find((key) => !known.some((column) => column.key === key))
  return unknown === undefined ? null : { path: 'columns', reason: `no column ${unknown}` }
}

/** Of a merchant's exports one runs at a time, so that the others' are not kept waiting. */
const enqueueExport = ({ tx }: CommandContext, { tenant_id, id }: ExportRow) =>
  enqueue(tx, runExport, { tenantId: tenant_id, exportId: id }, { queue: `export ${tenant_id}`, maxAttempts: 3 })
