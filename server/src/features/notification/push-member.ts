import type { ConversationId, MemberId, TenantId } from '@keqiao/domain'
import { pushTexts } from '../../i18n/push'
import type { Services } from '../../platform/operations'
import { listOpenOf, type ConversationRow } from '../conversation'
import { readActiveMembers } from '../member'
import { readConnected } from '../routing'
import { deleteSubscription, selectSubscriptions, type PushSubscriptionRow } from './push-subscription.store'
import type { PushNotice, SendPush } from './send-push'

interface PushMemberParts {
  readonly services: Services
  readonly send: SendPush
  /** Of these sessions those that have neither ended nor expired. */
  readonly liveSessions: (ids: readonly string[]) => Promise<ReadonlySet<string>>
}

interface Told {
  readonly subscriptions: readonly PushSubscriptionRow[]
  readonly conversation: ConversationRow
  readonly unreadCount: number
}

/** Characters of a message that a notice has room for. */
const longestText = 120

/**
 * Does what `pushIsDue` asks, as things are now: not when a window is open again, not for what was answered, transferred
 * or ended meanwhile, not to a browser that was signed out.
 * @throws when a push service should be tried once more.
 */
export function pushMember({ services, send, liveSessions }: PushMemberParts) {
  const { doors } = services

  async function look(tenantId: TenantId, memberId: MemberId, conversationId: ConversationId): Promise<Told | null> {
    return doors.withTenant(tenantId, async (tx) => {
      if ((await readConnected(tx, [memberId])).size > 0) return null
      if (!(await readActiveMembers(tx, [memberId])).has(memberId)) return null
      const open = await listOpenOf(tx, tenantId, memberId)
      const conversation = open.find(({ id }) => id === conversationId)
      if (!conversation || !isNews(conversation)) return null
      const unreadCount = open.filter(({ unanswered_since: since }) => since !== null).length
      return { subscriptions: await selectSubscriptions(tx, tenantId, memberId), conversation, unreadCount }
    })
  }

  return async (due: { tenantId: TenantId; memberId: MemberId; conversationId: ConversationId }): Promise<void> => {
    const { tenantId, memberId, conversationId } = due
    const told = await look(tenantId, memberId, conversationId)
    if (!told || told.subscriptions.length === 0) return
    const live = await liveSessions(told.subscriptions.map((one) => one.session_id))
    const failures: string[] = []
    for (const subscription of told.subscriptions) {
      const { endpoint, session_id: sessionId } = subscription
      const outcome = live.has(sessionId)
        ? await send(subscription, noticeOf(told, subscription))
        : ({ kind: 'gone' } as const)
      if (outcome.kind === 'failed') failures.push(outcome.reason)
      if (outcome.kind === 'gone')
        await doors.withTenant(tenantId, (tx) => deleteSubscription(tx, tenantId, memberId, endpoint))
    }
    if (failures.length > 0) throw new Error(`a push service was not reached: ${failures.join(', ')}`)
  }
}

/** Something waits for him: a message without answer, or a dialogue in which nobody has spoken yet. */
function isNews({ unanswered_since: since, last_message_from: from }: ConversationRow): boolean {
  return since !== null || from === null
}

function noticeOf({ conversation, unreadCount }: Told, { locale }: PushSubscriptionRow): PushNotice {
  const { id, room_number: room, last_message_from: from, last_message_text: text } = conversation
  const words = pushTexts[locale]
  const isMessage = from === 'visitor'
  return {
    title: isMessage ? words.message(room) : words.given(room),
    body: isMessage ? (text ?? '').slice(0, longestText) : '',
    tag: id,
    path: `/console/desk/${id}`,
    unreadCount,
  }
}
