import { operations, type BodyInput } from '@keqiao/contract'
import { decide, type FileFacts, type MessageBody, type OrderBody, type OrderFacts } from '@keqiao/domain'
import {
  bind,
  isRefused,
  refuse,
  type Bindable,
  type Person,
  type Refused,
  type Services,
} from '../../platform/operations'
import type { Tx } from '../../platform/database/tx'
import { readSignedOrders } from '../contact'
import { factsOf } from '../file'
import { countPhraseUses, fileOfPhrase } from '../phrase'
import { accessReadable } from './conversation.access'
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
  switch (body.kind) {
    case 'text':
      return body
    case 'order': {
      const { kind: _kind, ...order } = body
      return doors.withTenant(actor.tenantId, (tx) => orderBody(tx, actor, conversationId, order))
    }
    case 'product': {
      const { fileId, ...product } = body
      if (fileId === undefined) return product
      const file = await doors.withTenant(actor.tenantId, (tx) => factsOf(tx, fileId, conversationId, actor))
      return file ? asPicture(file, (picture) => ({ ...product, file: picture })) : refuse('not_found')
    }
    default: {
      const file = await doors.withTenant(
        actor.tenantId,
        async (tx) =>
          (await factsOf(tx, body.fileId, conversationId, actor)) ??
          (actor.kind === 'member' ? fileOfPhrase(tx, actor, body.fileId) : null),
      )
      if (!file) return refuse('not_found')
      const { kind } = body
      return kind === 'file' ? { kind, ...file } : asPicture(file, (picture) => ({ kind, ...picture }))
    }
  }
}

/** Only pictures that were decoded at the upload have a size; everything else is shown as a file. */
function asPicture(file: FileFacts, bodyOf: (picture: FileFacts) => MessageBody): MessageBody | Refused {
  if (file.width !== undefined) return bodyOf(file)
  return refuse('input_invalid', { issues: [{ path: 'body.kind', reason: 'the file is not a picture' }] })
}

/** What the shop has signed of an order goes before what anybody says of it; nothing else is vouched for. */
async function orderBody(
  tx: Tx,
  actor: Person,
  conversationId: string,
  said: OrderFacts,
): Promise<OrderBody | Refused> {
  const row = await accessReadable(tx, actor, conversationId)
  if (isRefused(row)) return row
  const signed = await readSignedOrders(tx, actor.tenantId, row.contact_id)
  const vouched = signed.find(({ number }) => number === said.number)
  return { kind: 'order', ...(vouched ?? said), verified: vouched !== undefined }
}
