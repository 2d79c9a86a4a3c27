import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown, type MenuProps } from 'antd'
import { clockTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { alertsNow, askForNotices, useAlertSettings } from './alert-settings'
import { chime } from './chime'
import { alarmItems, useAlarms } from './alarms'
import { useServerNow } from './clock'
import { useDesk } from './desk-context'
import { unreadCount, useSeen } from './unread'
import { useReceived } from '../staff-notices/received'
import { useConsults, useInbox } from '../staff-notices/use-inbox'
import { useStore } from './use-store'

/** Of the unread dialogues, how many the menu shows: the rest is in the list. */
const maxShown = 6

/** The bell: what is unread, and how one wants to be told (CON-25). */
export function NoticesMenu() {
  const texts = useTexts()
  const language = useLanguageTag()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const unread = useUnread()
  const alarms = useAlarms()
  const inbox = useInbox().data
  const consults = (useConsults().data?.notices ?? []).filter(({ readAt }) => readAt === null)
  const { broadcast, consult } = texts.staffNotices
  const total =
    unread.reduce((sum, { count }) => sum + count, 0) + (inbox?.unreadCount ?? 0) + consults.length + alarms.length
  // The clock of the server is near enough for an hour, and ticks.
  const now = useServerNow()
  const settings = useAlertSettings()
  const { sound, desktop, quietUntil, chooseSound, chooseDesktop, chooseQuiet } = settings
  const allowed = alertsNow(settings, now)
  const quiet = now < quietUntil

  const toggleDesktop = async () => {
    if (desktop) return chooseDesktop(false)
    const granted = await askForNotices()
    chooseDesktop(granted)
    if (!granted) void message.warning(texts.alerts.notAllowed)
  }
  const toggleSound = () => {
    chooseSound(!sound)
    // So that one knows what one will hear.
    if (!sound) chime('message')
  }
  const tick = (is: boolean) => is && <Icon name="check" small />
  const items: MenuProps['items'] = [
    ...alarmItems(alarms, texts, now),
    {
      key: 'unread',
      type: 'group',
      label: unread.length > 0 ? texts.notices.unread : texts.notices.nothing,
      children: unread.slice(0, maxShown).map(({ id, room, count }) => ({
        key: `dialogue:${id}`,
        label: texts.conversation.room(room),
        extra: texts.notices.count(count),
      })),
    },
    ...(consults.length > 0
      ? [
          {
            key: 'consults',
            type: 'group' as const,
            label: consult.group,
            children: consults.slice(0, maxShown).map(({ conversationId, seq, kind, by, roomNumber }) => ({
              key: `consult:${conversationId}:${seq}`,
              label: (kind === 'ask' ? consult.asked : consult.answered)(
                by.nickname,
                texts.conversation.room(roomNumber),
              ),
            })),
          },
        ]
      : []),
    { type: 'divider' },
    {
      key: 'broadcasts',
      label: broadcast.received,
      extra: inbox && inbox.unreadCount > 0 && texts.notices.count(inbox.unreadCount),
    },
    { type: 'divider' },
    {
      key: 'settings',
      type: 'group',
      label: texts.notices.settings,
      children: [
        { key: 'sound', label: texts.alerts.sound, extra: tick(sound) },
        { key: 'desktop', label: texts.alerts.desktop, extra: tick(desktop) },
        {
          key: 'quiet',
          label: quiet ? texts.notices.quietUntil(clockTime(quietUntil, language)) : texts.notices.quiet,
          extra: tick(quiet),
        },
      ],
    },
  ]
  const onClick = ({ key }: { key: string }) => {
    if (key === 'broadcasts') useReceived.setState({ open: true })
    const asked = consults.find(({ conversationId, seq }) => key === `consult:${conversationId}:${seq}`)
    if (asked) void navigate({ to: '/desk/$conversationId', params: { conversationId: asked.conversationId } })
    if (key === 'sound') toggleSound()
    if (key === 'desktop') void toggleDesktop()
    if (key === 'quiet') chooseQuiet(!quiet)
    const alarm = alarms.find(({ id }) => key === `alarm:${id}`)
    if (alarm) void navigate({ to: '/desk/$conversationId', params: { conversationId: alarm.conversationId } })
    const dialogue = unread.find(({ id }) => key === `dialogue:${id}`)
    if (dialogue) void navigate({ to: '/desk/$conversationId', params: { conversationId: dialogue.id } })
  }
  const label = total > 0 ? texts.notices.buttonUnread(total) : texts.notices.button
  const chosen = [...(sound ? ['sound'] : []), ...(desktop ? ['desktop'] : []), ...(quiet ? ['quiet'] : [])]
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{ items, onClick, selectable: true, multiple: true, selectedKeys: chosen, className: 'settings-menu' }}
    >
      <button type="button" className="plain-button square-button notices-button" aria-label={label} title={label}>
        <Icon name={allowed.sound || allowed.desktop ? 'bell' : 'bellOff'} />
        {total > 0 && <span className="notices-dot" />}
      </button>
    </Dropdown>
  )
}

interface UnreadDialogue {
  readonly id: string
  readonly room: string
  readonly count: number
}

/** Dialogues with unread messages, the longest wait first. */
function useUnread(): readonly UnreadDialogue[] {
  const { book } = useDesk()
  const seen = useSeen((state) => state.seen)
  return useStore(book)
    .toSorted((a, b) => (a.view.unansweredSince ?? 0) - (b.view.unansweredSince ?? 0))
    .map((dialogue) => ({
      id: dialogue.id,
      room: dialogue.view.roomNumber,
      count: unreadCount(dialogue, seen[dialogue.id]),
    }))
    .filter(({ count }) => count > 0)
}
