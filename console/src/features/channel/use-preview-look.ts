import type { ChannelView, Locale } from '@keqiao/contract'
import { useMemo } from 'react'
import { useDesk } from '../desk/desk-context'
import { useCategories } from '../knowledge/use-knowledge'
import { useAsked } from '../manage/use-asked'
import type { ChannelDraft } from './channel-draft'
import { previewLook } from './preview-look'

/** The hours change by themselves, in milliseconds. */
const lookEveryMs = 30_000

/** What the preview shows of the form, by language and inside or outside business hours; without what he may not read. */
export function usePreviewLook(channel: ChannelView, draft: ChannelDraft, groupName: string) {
  const { me } = useDesk()
  const may = (permission: string) => me.permissions.includes(permission)
  const hours = useAsked('settings.getHours', {}, lookEveryMs, may('settings:manage'))
  const replies = useAsked('settings.getAutoReplies', {}, undefined, may('settings:manage'))
  const own = useAsked('settings.getChannelAutoReplies', {}, undefined, may('settings:manage'))
  const { categoryId, shown } = draft.faq
  const reads = may('knowledge:read')
  const which = { status: 'active', visibility: 'public', sort: 'read', direction: 'desc', pageSize: 100 } as const
  const asked = useAsked(
    'knowledge.list',
    { ...(categoryId !== null && { categoryId }), ...which },
    undefined,
    reads && shown,
  )
  const { options } = useCategories(reads)
  const entries = asked.data?.entries
  const opensAt = hours.data?.opensAt ?? null
  const outsideHours = own.data?.channels[channel.id]?.outsideHours ?? replies.data?.settings.outsideHours
  return useMemo(
    () => (locale: Locale, isClosed: boolean) =>
      previewLook(channel, draft, {
        locale,
        shop: me.tenant.name,
        agent: { id: me.member.id, nickname: me.member.nickname },
        groupName,
        closed: isClosed ? { opensAt } : null,
        outsideHours,
        entries: entries ?? [],
        categories: options,
      }),
    [channel, draft, groupName, me, opensAt, outsideHours, entries, options],
  )
}
