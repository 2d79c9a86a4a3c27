import type { DeskView } from '@keqiao/contract'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from './desk-context'
import { capsOf, useDeskKey } from './desk-keys'
import { useStore } from './use-store'

type Presence = DeskView['status']

const statuses: readonly Presence[] = ['online', 'busy', 'away']
const lampClass: Record<Presence, string> = { online: 'lamp', busy: 'lamp lamp-amber', away: 'lamp lamp-grey' }

/** 在线, 忙碌, 离开; and, since everybody begins at 离开 (RTE-04), the way out of it. */
export function PresenceSelect() {
  const texts = useTexts()
  const { desk } = useDesk()
  const { message } = App.useApp()
  const { desk: view } = useStore(desk)
  const [changing, setChanging] = useState(false)
  const change = async (status: Presence) => {
    if (changing || status === view?.status) return
    setChanging(true)
    const reply = await desk.setPresence(status)
    setChanging(false)
    if (!reply.ok) void message.error(texts.presence.failed)
  }
  useDeskKey('online', view && (() => void change('online')))
  useDeskKey('busy', view && (() => void change('busy')))
  useDeskKey('away', view && (() => void change('away')))
  if (!view) return null
  const hints = { online: texts.presence.onlineHint, busy: texts.presence.busyHint, away: texts.presence.awayHint }

  return (
    <span className="presence-select">
      {view.status === 'away' && <span className="presence-away">{texts.presence.youAreAway}</span>}
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          selectable: true,
          selectedKeys: [view.status],
          items: statuses.map((status) => ({
            key: status,
            label: (
              <span className="presence-option">
                <span className={lampClass[status]} />
                {texts.presence[status]}
                <span>{hints[status]}</span>
                <kbd>{capsOf(status).join(' ')}</kbd>
              </span>
            ),
          })),
          onClick: ({ key }) => {
            const status = statuses.find((each) => each === key)
            if (status) void change(status)
          },
        }}
      >
        <Button size="small" aria-label={`${texts.presence.label}: ${texts.presence[view.status]}`}>
          <span className={lampClass[view.status]} />
          {texts.presence[view.status]}
          <Icon name="down" small />
        </Button>
      </Dropdown>
      {view.status === 'away' && (
        <Button
          type="primary"
          size="small"
          className="presence-start"
          loading={changing}
          onClick={() => void change('online')}
        >
          {texts.presence.start}
        </Button>
      )}
    </span>
  )
}
