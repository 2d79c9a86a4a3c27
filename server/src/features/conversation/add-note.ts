import { operations } from '@keqiao/contract'
import { decide, type MemberId } from '@keqiao/domain'
import { bind, isRefused, refuse, type Bindable } from '../../platform/operations'
import { insertNotices, selectColleagues } from './consult.store'
import type { MessageLog } from './message-log'

/** Says to members, wherever they are connected, that they were asked or answered. */
export type TellConsulted = (memberIds: readonly MemberId[]) => void

/** How much of a note its notice carries. */
const excerptLength = 200

/**
 * A note among staff. One that mentions colleagues asks them (CON-20): they hear of it, may read the conversation while it
 * goes on, and their next note answers whoever asked.
 */
export function addNote(messages: MessageLog, tellConsulted: TellConsulted): Bindable {
  return ({ doors }) =>
    bind(operations.conversation.addNote, async (actor, { conversationId, text, mentions: named = [] }, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const { tenantId } = actor
      const others = [...new Set(named)].filter((id) => id !== actor.id)
      const mentions =
        others.length === 0 ? [] : await doors.withTenant(tenantId, (tx) => selectColleagues(tx, tenantId, others))
      const unknown = others.filter((id) => !mentions.some((member) => member.id === id))
      if (unknown.length > 0) return refuse('member_unknown', { memberIds: unknown })
      const input = { text, ...(mentions.length > 0 && { mentions }) }
      const noted = await messages.append(actor, conversationId, context, (state) =>
        decide.addNote(state, input, actor),
      )
      if (isRefused(noted)) return noted
      // After it is stored: if this fails, the author repeats, and the repetition makes up for it.
      const told = await doors.withTenant(tenantId, (tx) =>
        insertNotices(tx, tenantId, {
          ...{ conversationId, ...noted, by: actor, text: text.slice(0, excerptLength) },
          asked: mentions.map(({ id }) => id),
        }),
      )
      if (told.length > 0) tellConsulted(told)
      return noted
    })
}
