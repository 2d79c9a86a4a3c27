import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown, type MenuProps } from 'antd'
import { useRef, useState } from 'react'
import { chooseLanguage, languages, useLanguage, useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { appearances, chooseAppearance, useAppearance } from '../../theme/appearance'
import { chooseDensity, densities, useDensity } from '../../theme/density'
import { useUnsent } from '../conversation/composer/unsent'
import { forgetReadingPlaces } from '../conversation/thread/reading-places'
import { DesktopUse } from '../desktop/desktop-use'
import { switchPushOff } from '../desktop/push'
import { Avatar } from '../member/avatar'
import { OwnAvatar } from '../member/own-avatar'
import { ChangePassword } from '../session/change-password'
import { OwnSecondStep } from '../session/own-second-step'
import { OwnSessions } from '../session/own-sessions'
import { signOut } from '../session/session'
import { useSummary } from '../summary/summary-state'
import { useDesk } from './desk-context'
import { useKeysSheet } from './keys-sheet-state'

/** Behind the avatar: appearance, density, language, one's own account, 退出系统. */
export function SettingsMenu() {
  const texts = useTexts()
  const { me } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const appearance = useAppearance((state) => state.appearance)
  const language = useLanguage((state) => state.language)
  const density = useDensity((state) => state.density)

  const [open, setOpen] = useState<'desktop' | 'avatar' | 'password' | 'second-step' | 'sessions' | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(null)
    // What was pressed last, an entry of the menu, is gone.
    button.current?.focus()
  }
  // A choice of looks leaves the menu where it is, a window takes its place.
  const [shown, setShown] = useState(false)

  const leave = async () => {
    // While the session still says whose browser it is.
    await switchPushOff().catch(() => undefined)
    const reply = await signOut()
    if (!reply.ok) {
      void message.error(texts.session.signOutFailed)
      return
    }
    // Whoever sits here next shall not find half-written words to somebody's customers.
    useUnsent.getState().forgetAll()
    useSummary.getState().forgetAll()
    forgetReadingPlaces()
    await navigate({ to: '/sign-in' })
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
      key: 'density',
      type: 'group',
      label: texts.density.title,
      children: densities.map((each) => ({
        key: `density:${each}`,
        label: texts.density[each],
        extra: each === density && <Icon name="check" small />,
      })),
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
    { key: 'keys', label: texts.shortcuts.open, extra: <kbd>?</kbd> },
    { key: 'desktop', label: texts.desktop.title },
    { key: 'avatar', label: texts.profile.avatar },
    { key: 'password', label: texts.account.changePassword },
    { key: 'second-step', label: texts.session.secondStep.title },
    { key: 'sessions', label: texts.account.sessions },
    { type: 'divider' },
    { key: 'sign-out', label: texts.session.signOut },
  ]

  const onClick = ({ key }: { key: string }) => {
    if (key === 'sign-out') void leave()
    if (key === 'desktop' || key === 'avatar' || key === 'password' || key === 'second-step' || key === 'sessions') {
      setShown(false)
      setOpen(key)
    }
    if (key === 'keys') {
      setShown(false)
      useKeysSheet.setState({ open: true })
    }
    const chosenDensity = densities.find((each) => key === `density:${each}`)
    if (chosenDensity) chooseDensity(chosenDensity)
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
        open={shown}
        onOpenChange={setShown}
        menu={{
          items,
          onClick,
          selectable: true,
          multiple: true,
          selectedKeys: [`appearance:${appearance}`, `density:${density}`, `language:${language}`],
          className: 'settings-menu',
        }}
      >
        <button
          ref={button}
          type="button"
          className="settings-button"
          aria-label={`${me.member.nickname} · ${texts.settings.menu}`}
          title={texts.settings.menu}
        >
          <Avatar memberId={me.member.id} name={me.member.nickname} mine />
        </button>
      </Dropdown>
      <DesktopUse open={open === 'desktop'} onDone={close} />
      <OwnAvatar open={open === 'avatar'} onDone={close} />
      <ChangePassword open={open === 'password'} onDone={close} />
      <OwnSecondStep open={open === 'second-step'} onDone={close} />
      <OwnSessions open={open === 'sessions'} onDone={close} />
    </>
  )
}
