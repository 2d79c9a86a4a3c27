import type { AlarmView } from '@keqiao/contract'
import { useQuery } from '@tanstack/react-query'
import type { MenuProps } from 'antd'
import type { Catalogue } from '../../i18n/catalogue'
import { RefusedError } from '../session/session'
import { useDesk } from './desk-context'
import { useStore } from './use-store'
import { formatWaiting } from './waiting-time'

/** How often it is asked, in milliseconds: an alarm is some minutes old before anybody can do something about it. */
const followMs = 5_000
const mostShown = 5

/** RTE-13: answers of colleagues that are too late; for who may watch, and empty for everybody else. */
export function useAlarms(): readonly AlarmView[] {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  const asked = useQuery({
    queryKey: ['asked', me.tenant.id, 'sla.listAlarms', 'bell'],
    async queryFn() {
      const reply = await client.call('sla.listAlarms', { state: 'open', limit: 20 })
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result.alarms
    },
    enabled: connected && me.permissions.includes('monitor:read'),
    refetchInterval: followMs,
  })
  return asked.data ?? []
}

/** The part of the bell's menu that tells of them; nothing while there are none. */
export function alarmItems(
  alarms: readonly AlarmView[],
  texts: Catalogue,
  now: number,
): NonNullable<MenuProps['items']> {
  if (alarms.length === 0) return []
  const { sla, conversation } = texts
  return [
    {
      key: 'alarms',
      type: 'group',
      label: sla.alarms(alarms.length),
      children: alarms.slice(0, mostShown).map(({ id, roomNumber, member, since }) => ({
        key: `alarm:${id}`,
        label: sla.alarm(conversation.room(roomNumber), member.nickname),
        extra: formatWaiting(now - since),
        danger: true,
      })),
    },
    { type: 'divider' },
  ]
}
