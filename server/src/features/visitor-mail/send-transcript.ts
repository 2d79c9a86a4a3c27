import { operations } from '@keqiao/contract'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { accessLocked } from '../conversation'
import { addressOf } from './known-address'
import { mailTranscript } from './transcript'
import { mailingsOf } from './transcript.queries'
import type { VisitorMailParts } from './visitor-letter'

/** 发送对话记录: to the customer's address, or to one that was typed and confirmed. Notes are not in it. */
export function sendTranscript(parts: VisitorMailParts): Bindable {
  return command(operations.transcript.send, async (actor, { conversationId, to }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const row = await accessLocked(tx, actor, conversationId)
    if (isRefused(row)) return row
    const address = to.kind === 'typed' ? to.address.trim() : await addressOf(tx, row)
    if (address === null) return refuse('address_unknown')
    const key = `transcript ${row.id} ${row.seq}`
    const mailId = await mailTranscript(context, parts, row, { by: actor, address, key })
    if (isRefused(mailId)) return mailId
    const mailing = (await mailingsOf(tx, row)).find(({ id }) => id === mailId)
    return mailing ? { mailing } : refuse('not_found')
  })
}
