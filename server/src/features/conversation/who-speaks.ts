import type { MemberActor } from '@keqiao/domain'
import { LRUCache } from 'lru-cache'
import { isUnavailable } from '../../platform/database/doors'
import type { Person, Services } from '../../platform/operations'
import { stateOf } from './conversation.row'
import { findConversation } from './conversation.store'

/** Whoever speaks goes on speaking: so long nobody is asked again, in milliseconds. */
const believedMs = 5_000

/**
 * Whether a member speaks in a conversation: he holds it or has joined. Who only listens (旁听) must not show in it, not
 * even by 「正在输入」. A yes is believed for a moment, a no is looked up each time: he may have joined just now.
 */
export function whoSpeaks({ doors, onError }: Pick<Services, 'doors' | 'onError'>) {
  const speaks = new LRUCache<string, true>({ max: 20_000, ttl: believedMs })
  const lookUp = (member: MemberActor, conversationId: string): Promise<boolean> =>
    doors.withTenant(member.tenantId, async (tx) => {
      const row = await findConversation(tx, member.tenantId, conversationId)
      if (!row || row.status !== 'open') return false
      const { memberId, joinedIds } = stateOf(row)
      return memberId === member.id || joinedIds.includes(member.id)
    })
  return async (person: Person, conversationId: string): Promise<boolean> => {
    if (person.kind !== 'member') return true
    const key = `${conversationId} ${person.id}`
    if (speaks.has(key)) return true
    try {
      const found = await lookUp(person, conversationId)
      if (found) speaks.set(key, true)
      return found
    } catch (error) {
      // Nothing is lost with a sign of typing.
      if (!isUnavailable(error)) onError(error, 'who speaks')
      return false
    }
  }
}
