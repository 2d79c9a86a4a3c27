import { useChannels } from '../channel/use-channels'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { useAsked } from '../manage/use-asked'
import { useMembers } from '../member/use-members'
import { stepsDone } from './guide-steps'

/** Others add members and visitors meanwhile; the guide follows at this pace, in milliseconds. */
const followMs = 5_000

/** The steps, and the channel that a shop's page begins with. */
export function useGuide() {
  const { desk, book } = useDesk()
  const { desk: view } = useStore(desk)
  const dialogues = useStore(book)
  const { members, groups } = useMembers()
  const { channels } = useChannels()
  const hours = useAsked('settings.getHours', {}, followMs)
  const ended = useAsked('desk.ended', { since: 0, limit: 1 }, followMs)
  const phrases = useAsked('phrase.list', { scope: 'public', limit: 1 }, followMs)
  const entries = useAsked('knowledge.list', { page: 1, pageSize: 1 }, followMs)
  const active = members.data?.filter(({ disabled }) => !disabled)
  const isServed = (groupId: string) => active?.some(({ groupIds }) => groupIds.some((one) => one === groupId))
  const versions = channels.data?.map(({ version }) => version)
  const done = stepsDone({
    memberCount: active?.length ?? null,
    unservedCount: active && groups.data ? groups.data.filter(({ id }) => !isServed(id)).length : null,
    hoursVersion: hours.data?.version ?? null,
    channelVersion: versions ? Math.max(0, ...versions) : null,
    phraseCount: phrases.data?.count ?? null,
    entryCount: entries.data?.totalCount ?? null,
    hadDialogue: view ? dialogues.length > 0 || view.waitingCount > 0 || (ended.data?.dialogues.length ?? 0) > 0 : null,
    working: view?.status !== undefined && view.status !== 'away',
  })
  return { done, channel: channels.data?.[0] ?? null }
}
