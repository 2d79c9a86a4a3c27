import { operations } from '@keqiao/contract'
import { decide } from '@keqiao/domain'
import { bind, refuse, type Bindable } from '../../platform/operations'
import type { MessageLog } from './message-log'

/** A note among staff. */
export function addNote(messages: MessageLog): Bindable {
  return () =>
    bind(operations.conversation.addNote, async (actor, input, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      return messages.append(actor, input.conversationId, context, (state) => decide.addNote(state, input, actor))
    })
}
