import type { ConversationView, VisitorSessionView } from '@keqiao/contract'
import type { ComponentChildren } from 'preact'
import { Icon } from './icons'
import { initials } from './initials'
import { say } from './texts'

interface HeaderProps {
  session: VisitorSessionView | null
  view: ConversationView | null
  typing: boolean
  onEnd(): void
  /** What else can be done. */
  children: ComponentChildren
  onClose(): void
}

/** Who one talks with, and the way out. */
export function Header({ session, view, typing, onEnd, children, onClose }: HeaderProps) {
  const { avatar, picture, title, subtitle } = describe(session, view, typing)
  return (
    <header>
      <span class="avatar" aria-hidden="true">
        {avatar}
        {picture && <img src={picture} />}
      </span>
      <div class="who">
        <h1>{title}</h1>
        <p>{subtitle}</p>
      </div>
      {view && view.status !== 'closed' && (
        <details
          onFocusOut={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget as Node | null)) currentTarget.open = false
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !event.currentTarget.open) return
            event.preventDefault()
            event.currentTarget.open = false
          }}
        >
          <summary aria-label={say('more')} title={say('more')}>
            <Icon name="more" large />
          </summary>
          <button onClick={onEnd}>{say(view.status === 'queued' ? 'leaveQueue' : 'end')}</button>
          {children}
        </details>
      )}
      <button class="fold" aria-label={say('close')} title={say('close')} onClick={onClose}>
        <Icon name="down" large />
      </button>
    </header>
  )
}

function describe(session: VisitorSessionView | null, view: ConversationView | null, typing: boolean) {
  if (view?.agent && view.status === 'open') {
    const { id, nickname } = view.agent
    return {
      // Who has none is answered with a transparent one.
      picture: '/avatars/' + id,
      avatar: initials(nickname, 'person'),
      title: `${nickname} · ${view.group.name}`,
      subtitle: say(typing ? 'typing' : 'serving'),
    }
  }
  const title = session?.channel.tenantName ?? say('panel')
  const subtitles = { queued: `${view?.group.name} · ${say('waiting')}`, open: '', closed: say('systemEnded') }
  return { avatar: initials(title, 'shop'), title, subtitle: view ? subtitles[view.status] : session?.channel.name }
}
