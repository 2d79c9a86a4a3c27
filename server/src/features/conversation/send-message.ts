import { operations, type BodyInput } from '@keqiao/contract'
import { decide, type MessageBody } from '@keqiao/domain'
import {
  bind,
  isRefused,
  refuse,
  type Bindable,
  type Person,
  type Refused,
  type Services,
} from '../../platform/operations'
import { factsOf } from '../file'
import { countPhraseUses, fileOfPhrase } from '../phrase'
import type { MessageLog } from './message-log'

/** Says something. Acknowledged when the batch that holds it has committed; a repeat gets the first acknowledgement. */
export function sendMessage(messages: MessageLog): Bindable {
  return (services) =>
    bind(operations.conversation.sendMessage, async (actor, { conversationId, body: given }, context) => {
      const body = await storedBody(services, actor, conversationId, given)
      if ('refused' in body) return body
      const appended = await messages.append(actor, conversationId, context, (state) =>
        decide.sendMessage(state, { body }, actor),
      )
      const { phraseIds = [] } = given
      // After it is stored: if this fails, the sender repeats, and the repetition makes up for it.
      if (actor.kind === 'member' && phraseIds.length > 0 && !isRefused(appended)) {
        await countPhraseUses(services, actor, { conversationId, memberId: actor.id, phraseIds, ...appended })
      }
      return appended
    })
}

/** A file is named by id; the message keeps what is known of it, so that reading joins nothing. */
async function storedBody(
  { doors }: Services,
  actor: Person,
  conversationId: string,
  given: BodyInput,
): Promise<MessageBody | Refused> {
  const { phraseIds: _phraseIds, ...body } = given
  if (body.kind === 'text') return body
  const facts = await doors.withTenant(
    actor.tenantId,
    async (tx) =>
      (await factsOf(tx, body.fileId, conversationId, actor)) ??
      (actor.kind === 'member' ? fileOfPhrase(tx, actor, body.fileId) : null),
  )
  if (!facts) return refuse('not_found')
  // Only pictures that were decoded at the upload have a size; everything else is shown as a file.
  if (body.kind === 'image' && facts.width === undefined) {
    return refuse('input_invalid', { issues: [{ path: 'body.kind', reason: 'the file is not a picture' }] })
  }
  return { kind: body.kind, ...facts }
}
