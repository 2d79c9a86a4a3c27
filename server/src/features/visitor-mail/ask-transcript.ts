import { operations } from '@keqiao/contract'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { accessLocked } from '../conversation'
import { readVisitorMail } from '../mail'
import { mailTranscript } from './transcript'
import { lastOwn } from './transcript.queries'
import type { VisitorMailParts } from './visitor-letter'
import { upsertAddress } from './visitor-mail.store'

/**
 * The visitor has his conversation sent to himself. Only once an agent has said something: a mail with nothing but the
 * words of a stranger would be a way to write to anybody in the merchant's name.
 */
export function askTranscript(parts: VisitorMailParts): Bindable {
  return command(operations.transcript.ask, async (actor, { conversationId, address, answers }, context) => {
    if (actor.kind !== 'visitor') return refuse('forbidden')
    const { tx, now } = context
    const row = await accessLocked(tx, actor, conversationId)
    if (isRefused(row)) return row
    if (!(await readVisitorMail(tx, row.tenant_id)).offersTranscript) return refuse('transcript_not_offered')
    if (row.agent_message_count === 0) return refuse('transcript_empty')
    const key = `transcript ${row.id} ${row.seq}`
    const mailId = await mailTranscript(context, parts, row, { by: actor, address: address.trim(), key })
    if (isRefused(mailId)) return mailId
    if (answers) await upsertAddress(tx, row.tenant_id, row.contact_id, address.trim().toLowerCase(), now)
    const last = await lastOwn(tx, row)
    return last ? { last } : refuse('not_found')
  })
}
