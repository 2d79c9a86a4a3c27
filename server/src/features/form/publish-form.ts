import { operations } from '@keqiao/contract'
import { checkForm, type FormId } from '@keqiao/domain'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId, newId } from '../../platform/ids'
import { command, refuse } from '../../platform/operations'
import { insertFormVersion, lockForm } from './form.store'

/**
 * Publishes the next version, if it was made from the latest one. What was handed in on an earlier version keeps it, and
 * what somebody is filling in on it at this moment can still be handed in.
 */
export const publishForm = command(operations.form.publish, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { purpose, questions } = input
  const complaints = checkForm(questions)
  if (complaints.length > 0) return refuse('form_invalid', { complaints })
  const { tx, now } = context
  const { tenantId } = actor
  const form = await lockForm(tx, tenantId, purpose, longLivedStreamId(newId()) as FormId)
  if (form.version !== input.version) return refuse('form_changed', { version: form.version })
  const version = form.version + 1
  const seq = await appendForStaff(context, {
    tenantId,
    stream: 'form',
    streamId: form.id,
    seq: form.seq,
    actor,
    events: [{ type: 'form.published', payload: { formId: form.id, purpose, version, questions } }],
  })
  await insertFormVersion(tx, actor, purpose, { version, seq, questions, at: now })
  return { form: { purpose, version, questions, publishedAt: now, publishedBy: actor.name } }
})
