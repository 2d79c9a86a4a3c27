import type { Conversation } from '@keqiao/client'
import type { ReactNode } from 'react'
import { clockTime, dayTitle, useLanguageTag } from '../../../i18n/format'
import type { Catalogue } from '../../../i18n/catalogue'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { GivenRating } from '../../rating/given-rating'
import { SavedSummary } from '../../summary/saved-summary'
import { MailedLine } from '../../transcript/mailed-line'
import { Failure } from './message-row'
import type { SystemEvent, ThreadItem } from './thread-items'
import './thread.css'

export function DayRow({ at }: { at: number }) {
  const texts = useTexts()
  const language = useLanguageTag()
  return <div className="day-row">{dayTitle(at, Date.now(), language, texts)}</div>
}

interface ConsultationRowProps {
  item: Extract<ThreadItem, { kind: 'consultation' }>
  /** Somebody was brought here from the list: he should see where he is. */
  landed: boolean
}

/** 第 n 次咨询: where one conversation of the customer ends and the next begins. */
export function ConsultationRow({ item, landed }: ConsultationRowProps) {
  const texts = useTexts()
  const language = useLanguageTag()
  const { history } = texts
  const { ordinal, earlier } = item
  const facts = earlier && [
    dayTitle(earlier.openedAt, Date.now(), language, texts),
    earlier.agents.length === 0 ? history.noAgent : history.agents(earlier.agents.map(({ nickname }) => nickname)),
    history.ends[earlier.end],
  ]
  return (
    <div className="consultation-row" data-landed={landed}>
      <h3>{history.consultation(ordinal)}</h3>
      {facts && <p className="ellipsis">{facts.join(' · ')}</p>}
    </div>
  )
}

/** Below it is what nobody here had seen when the dialogue was opened. */
export function UnreadRow() {
  const { history } = useTexts()
  return <div className="unread-row">{history.unread}</div>
}

export function SystemRow({ at, event }: { at: number; event: SystemEvent }) {
  const texts = useTexts()
  const language = useLanguageTag()
  return (
    <div className="system-row">
      <time>{clockTime(at, language)}</time> {wordsOf(event, texts)}
    </div>
  )
}

/** What happened: 评价 and 小结 carry more than a sentence. */
export function wordsOf(event: SystemEvent, texts: Catalogue): ReactNode {
  if (event.type === 'rating.submitted') return <GivenRating name={event.actor.name} rating={event.payload} />
  if (event.type === 'summary.saved') return <SavedSummary name={event.actor.name} summary={event.payload} />
  if (event.type === 'visitor.mailed') return <MailedLine actor={event.actor} mailed={event.payload} />
  return systemWords(event, texts)
}

type Told = Exclude<SystemEvent, { type: 'rating.submitted' | 'summary.saved' | 'visitor.mailed' }>

function systemWords(event: Told, { system, assign, monitor, rating }: Catalogue): string {
  switch (event.type) {
    case 'conversation.opened': {
      const { visitorName, page } = event.payload
      if (!page) return system.openedNoPage(visitorName)
      return system.opened(visitorName, page.title || page.url)
    }
    case 'conversation.queued':
      return system.queued(event.payload.groupName)
    case 'queue.left':
      return system.left[event.payload.outcome]
    case 'conversation.transferred': {
      const { from, to, reason } = event.payload
      const where = to.kind === 'member' ? to.member.nickname : system.groupOf(to.groupName)
      const beyond = to.kind === 'member' && to.overCapacity
      return system.transferred(from.nickname, where, beyond, reason)
    }
    case 'conversation.reassigned': {
      const { by, from, to, overCapacity, reason } = event.payload
      const words =
        by.id === to.id ? assign.tookOver(by.nickname, from?.nickname ?? '') : assign.gave(by.nickname, to.nickname)
      return assign.withReason(words, overCapacity, reason)
    }
    case 'leg.opened':
      return system.legOpened[event.payload.how](event.payload.member.nickname)
    case 'supervisor.joined':
      return monitor.joined(event.payload.member.nickname)
    case 'supervisor.left':
      return monitor.left(event.payload.member.nickname)
    case 'conversation.closed':
      return system.closed[event.payload.end]
    case 'rating.invited':
      return event.payload.by === 'end' ? rating.invitedBy.end : rating.invitedBy.agent(event.actor.name)
  }
}

/** Whom a note asks stands out in it. */
function NoteText({ text, names }: { text: string; names: readonly string[] }) {
  const found = names.map((name) => `@${name}`).filter((name) => text.includes(name))
  const [first] = found.toSorted((a, b) => text.indexOf(a) - text.indexOf(b))
  if (first === undefined) return text
  const at = text.indexOf(first)
  return (
    <>
      {text.slice(0, at)}
      <strong className="note-mention">{first}</strong>
      <NoteText text={text.slice(at + first.length)} names={names} />
    </>
  )
}

interface NoteRowProps {
  item: Extract<ThreadItem, { kind: 'note' }>
  conversation: Conversation
}

/** 内部备注: looks like nothing a visitor ever gets. */
export function NoteRow({ item, conversation }: NoteRowProps) {
  const { message } = useTexts()
  const language = useLanguageTag()
  return (
    <div className="note-row">
      <div className="note-box">
        <div className="note-head">
          <Icon name="lock" small />
          <span className="ellipsis">
            {message.note} · {item.author}
          </span>
          <time>{clockTime(item.at, language)}</time>
          <span className="spacer" />
          <span className="note-hidden">
            {item.delivery.state === 'queued' ? message.waitingForNetwork : message.noteHidden}
          </span>
        </div>
        <div className="note-text">
          <NoteText text={item.text} names={item.mentions} />
        </div>
        <Failure delivery={item.delivery} conversation={conversation} />
      </div>
    </div>
  )
}
