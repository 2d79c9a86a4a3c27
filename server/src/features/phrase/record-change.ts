import type { StoredPayload } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { CommandContext } from '../../platform/operations'
import { storeSeq, type Library } from './library.store'

type Change = Omit<StoredPayload<'phrases.changed'>, 'library'>

/** Says in the log what was done to a library that is held. */
export async function recordChange(
  context: CommandContext,
  actor: MemberActor,
  { id, ownerId, seq }: Library,
  change: Change,
): Promise<void> {
  const { tenantId } = actor
  const payload = { library: ownerId === null ? 'public' : 'own', ...change } as const
  const events = [{ type: 'phrases.changed', payload }] as const
  const stream = { tenantId, stream: 'phrase', streamId: longLivedStreamId(id), seq, actor, events } as const
  await storeSeq(context.tx, tenantId, id, await appendForStaff(context, stream))
}
