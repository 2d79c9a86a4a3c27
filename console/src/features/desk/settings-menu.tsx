import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown, type MenuProps } from 'antd'
import { useState } from 'react'
import { chooseLanguage, languages, useLanguage, useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { appearances, chooseAppearance, useAppearance } from '../../theme/appearance'
import { shortName } from '../contact/short-name'
import { useUnsent } from '../conversation/composer/unsent'
import { ChangePassword } from '../session/change-password'
import { OwnSessions } from '../session/own-sessions'
import { signOut } from '../session/session'
import { askForNotices, useAlertSettings } from './alert-settings'
import { useDesk } from './desk-context'

/** Behind the avatar: appearance, alerts, language, one's own account, 退出登录. */
export function SettingsMenu() {
  const texts = useTexts()
  const { me } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const appearance = useAppearance((state) => state.appearance)
  const language = useLanguage((state) => state.language)
  const { sound, desktop, chooseSound, chooseDesktop } = useAlertSettings()

  const [open, setOpen] = useState<'password' | 'sessions' | null>(null)
  const close = () => setOpen(null)

  const leave = async () => {
    const reply = await signOut()
    if (!reply.ok) {
      void message.error(texts.session.signOutFailed)
      return
    }
    // Whoever sits here next shall not find half-written words to somebody's customers.
    useUnsent.getState().forgetAll()
    await navigate({ to: '/sign-in' })
  }

  const toggleDesktop = async () => {
    if (desktop) return chooseDesktop(false)
    const allowed = await askForNotices()
    chooseDesktop(allowed)
    if (!allowed) void message.warning(texts.alerts.notAllowed)
  }

  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${me.member.nickname} · ${me.tenant.code}:${me.member.account}` },
    { type: 'divider' },
    {
      key: 'appearance',
      type: 'group',
      label: texts.settings.appearance,
      children: appearances.map((each) => ({
        key: `appearance:${each}`,
        label: texts.settings[each],
        extra: each === appearance && <Icon name="check" small />,
      })),
    },
    {
      key: 'alerts',
      type: 'group',
      label: texts.alerts.title,
      children: [
        { key: 'alert:sound', label: texts.alerts.sound, extra: sound && <Icon name="check" small /> },
        { key: 'alert:desktop', label: texts.alerts.desktop, extra: desktop && <Icon name="check" small /> },
      ],
    },
    {
      key: 'language',
      type: 'group',
      label: texts.settings.language,
      children: languages.map(({ tag, name }) => ({
        key: `language:${tag}`,
        label: <span lang={tag}>{name}</span>,
        extra: tag === language && <Icon name="check" small />,
      })),
    },
    { type: 'divider' },
    { key: 'password', label: texts.account.changePassword },
    { key: 'sessions', label: texts.account.sessions },
    { type: 'divider' },
    { key: 'sign-out', label: texts.session.signOut },
  ]

  const onClick = ({ key }: { key: string }) => {
    if (key === 'sign-out') void leave()
    if (key === 'password' || key === 'sessions') setOpen(key)
    if (key === 'alert:sound') chooseSound(!sound)
    if (key === 'alert:desktop') void toggleDesktop()
    const chosenAppearance = appearances.find((each) => key === `appearance:${each}`)
    if (chosenAppearance) chooseAppearance(chosenAppearance)
    const chosenLanguage = languages.find(({ tag }) => key === `language:${tag}`)
    if (chosenLanguage) void chooseLanguage(chosenLanguage.tag)
  }

  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items,
          onClick,
          selectable: true,
          multiple: true,
          selectedKeys: [
            `appearance:${appearance}`,
            `language:${language}`,
            ...(sound ? ['alert:sound'] : []),
            ...(desktop ? ['alert:desktop'] : []),
          ],
          className: 'settings-menu',
        }}
      >
        <button
          type="button"
          className="settings-button"
          aria-label={`${me.member.nickname} · ${texts.settings.menu}`}
          title={texts.settings.menu}
        >
          <span className="avatar avatar-mine">{shortName(me.member.nickname)}</span>
        </button>
      </Dropdown>
      <ChangePassword open={open === 'password'} onDone={close} />
      <OwnSessions open={open === 'sessions'} onDone={close} />
    </>
  )
}
