import type { MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import { finishExport, storeSeq, type ExportRow, type FinishedFile } from './export.store'

interface HandOutContext {
  readonly tx: Tx
  readonly now: number
  readonly services: Pick<Services, 'epoch' | 'relay'>
}

/**
 * Hands a file out and says in the log who took how many rows of what, in one transaction: nothing leaves the house
 * unsaid. False: it was cancelled meanwhile.
 */
export async function handOut(
  context: HandOutContext,
  { row, actor, file }: { readonly row: ExportRow; readonly actor: MemberActor; readonly file: FinishedFile },
): Promise<boolean> {
  const finished = await finishExport(context.tx, row, file)
  if (!finished) return false
  const { tenant_id: tenantId, id, what, format, conditions } = row
  const made = { exportId: id, memberId: actor.id, memberName: actor.name, what, format, conditions }
  const seq = await appendForStaff(context, {
    tenantId,
    stream: 'export',
    streamId: longLivedStreamId(id),
    seq: finished.seq,
    actor,
    events: [{ type: 'export.made', payload: { ...made, rowCount: file.doneCount } }],
  })
  await storeSeq(context.tx, row, seq)
  return true
}
