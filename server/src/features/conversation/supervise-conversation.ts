import { operations } from '@keqiao/contract'
import { supervise, type ConversationState, type Decision, type MemberActor } from '@keqiao/domain'
import { bind, command, isRefused, refuse, type Bindable, type CommandContext } from '../../platform/operations'
import { accessLocked } from './conversation.access'
import { stateOf } from './conversation.row'
import { conversationView } from './conversation.view'
import type { MessageLog } from './message-log'
import { recordOutcome } from './record-outcome'

/** 悄悄话 (MGT-17), on the straight way of a message. */
export function whisper(messages: MessageLog): Bindable {
  return () =>
    bind(operations.conversation.whisper, async (actor, input, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      return messages.append(actor, input.conversationId, context, (state) => supervise.whisper(state, input, actor))
    })
}

/** 加入 (MGT-17): from the commit on the supervisor may speak to the visitor; the leg stays with its agent. */
export const joinConversation = command(operations.conversation.join, (actor, { conversationId }, context) =>
  actor.kind === 'member' ? takePart(context, actor, conversationId, supervise.join) : refused(),
)

/** Leaves the visitor to the agent again. */
export const leaveConversation = command(operations.conversation.leave, (actor, { conversationId }, context) =>
  actor.kind === 'member' ? takePart(context, actor, conversationId, supervise.leave) : refused(),
)

const refused = async () => refuse('forbidden')

async function takePart(
  context: CommandContext,
  actor: MemberActor,
  conversationId: string,
  decideOn: (state: ConversationState, actor: MemberActor) => Decision,
) {
  const row = await accessLocked(context.tx, actor, conversationId)
  if (isRefused(row)) return row
  const decision = decideOn(stateOf(row), actor)
  if (decision.refused) return refuse(decision.code, decision.data)
  const next = await recordOutcome(context, row, actor, decision)
  return { conversation: conversationView(next), joinedIds: [...next.joined] }
}
