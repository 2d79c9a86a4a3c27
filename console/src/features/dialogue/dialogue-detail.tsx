import type { DialogueDetailView } from '@keqiao/contract'
import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { fileSize } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { WebLink } from '../contact/web-link'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { RefusedError } from '../session/session'
import { TranscriptAction } from '../transcript/transcript-action'
import { Afterword } from './dialogue-afterword'
import { Transcript } from './transcript'
import { useCellTools } from './use-cell-tools'

interface DialogueDetailProps {
  id: string
  /** The message it is opened at. */
  seq?: number | undefined
  timeZone: string
  previous?: string | undefined
  next?: string | undefined
  onShow: (id: string) => void
  onClose: () => void
}

/** 详细 (MGT-07): one dialogue whole, beside the list. */
export function DialogueDetail({ id, seq, timeZone, previous, next, onShow, onClose }: DialogueDetailProps) {
  const { dialogues } = useTexts()
  const { detail: words } = dialogues
  const asked = useAsked('dialogue.get', { legId: id })
  const dialogue = asked.data?.dialogue
  const isMissing = asked.error instanceof RefusedError && asked.error.error.code === 'not_found'
  const walk = (to: string | undefined, label: string, icon: 'left' | 'right') => (
    <button
      type="button"
      className="plain-button square-button"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onShow(to)}
    >
      <Icon name={icon} />
    </button>
  )
  return (
    <aside className="dialogue-detail" aria-label={words.label}>
      <header>
        <h3 className="ellipsis">
          {dialogue ? `${dialogues.room(dialogue.roomNumber)} ${dialogue.visitor.displayName ?? ''}` : words.label}
        </h3>
        {dialogue && <Tags dialogue={dialogue} />}
        <span className="spacer" />
        {walk(previous, words.previous, 'left')}
        {walk(next, words.next, 'right')}
        <button type="button" className="plain-button square-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {dialogue ? (
        <Whole dialogue={dialogue} seq={seq} timeZone={timeZone} onShow={onShow} />
      ) : isMissing ? (
        <PageEmpty text={words.notThere} />
      ) : asked.isError ? (
        <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <PageLoading rows={8} />
      )}
    </aside>
  )
}

function Tags({ dialogue: { valid, origin } }: { dialogue: DialogueDetailView }) {
  const { choices } = useTexts().dialogues
  return (
    <>
      {valid !== null && (
        <span className={valid ? 'dialogue-tag tag-green' : 'dialogue-tag'}>
          {choices.valid[valid ? 'true' : 'false']}
        </span>
      )}
      {origin === 'transfer' && <span className="dialogue-tag tag-blue">{choices.origin.transfer}</span>}
    </>
  )
}

interface WholeProps {
  dialogue: DialogueDetailView
  seq: number | undefined
  timeZone: string
  onShow: (id: string) => void
}

type Tab = 'transcript' | 'visit' | 'files'

function Whole({ dialogue, seq, timeZone, onShow }: WholeProps) {
  const { dialogues } = useTexts()
  const { detail: words } = dialogues
  const [tab, setTab] = useState<Tab>('transcript')
  const files = dialogue.files.length
  return (
    <>
      <Figures dialogue={dialogue} timeZone={timeZone} />
      {dialogue.chain.length > 1 && <Chain dialogue={dialogue} timeZone={timeZone} onShow={onShow} />}
      <div className="dialogue-tabs">
        <Segmented<Tab>
          size="small"
          aria-label={words.tabs.label}
          value={tab}
          options={[
            { value: 'transcript', label: words.tabs.transcript },
            { value: 'visit', label: words.tabs.visit },
            { value: 'files', label: files === 0 ? words.tabs.files : `${words.tabs.files} ${files}` },
          ]}
          onChange={setTab}
        />
        <span className="spacer" />
        <TranscriptAction
          conversationId={dialogue.conversationId}
          room={dialogues.room(dialogue.roomNumber)}
          spoken={(dialogue.agentMessageCount ?? 0) > 0}
        />
        <Link to="/desk/$conversationId" params={{ conversationId: dialogue.conversationId }}>
          {words.openDesk}
        </Link>
      </div>
      <div className="dialogue-body">
        {tab === 'transcript' && <Transcript dialogue={dialogue} seq={seq} timeZone={timeZone} />}
        {tab === 'visit' && <Trail dialogue={dialogue} timeZone={timeZone} />}
        {tab === 'files' && <Files dialogue={dialogue} timeZone={timeZone} />}
      </div>
      <Afterword dialogue={dialogue} timeZone={timeZone} />
    </>
  )
}

function Figures({ dialogue, timeZone }: { dialogue: DialogueDetailView; timeZone: string }) {
  const { dialogues } = useTexts()
  const { figures } = dialogues.detail
  const { duration } = useCellTools(timeZone)
  const shown = (ms: number | null) => (ms === null ? '—' : duration(ms))
  const facts: [string, string][] = [
    [figures.wait, shown(dialogue.waitMs)],
    [figures.firstReply, shown(dialogue.firstReplyMs)],
    [figures.replyMean, shown(dialogue.replyMeanMs)],
    [figures.duration, shown(dialogue.durationMs)],
    [figures.messages, `${dialogue.visitorMessageCount ?? 0} / ${dialogue.agentMessageCount ?? 0}`],
    [figures.end, dialogues.choices.end[dialogue.end ?? 'open']],
  ]
  return (
    <dl className="dialogue-figures">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** 转移链: who had it, one after the other, and why it went on. */
function Chain({ dialogue, timeZone, onShow }: Omit<WholeProps, 'seq'>) {
  const { dialogues } = useTexts()
  const { detail: words } = dialogues
  const { time, duration } = useCellTools(timeZone)
  const { openedAt, closedAt } = dialogue.conversation
  return (
    <section className="dialogue-chain" aria-label={words.chain}>
      <h4>
        {words.chain}
        <span>{words.chainFact(dialogue.chain.length, duration((closedAt ?? Date.now()) - openedAt))}</span>
      </h4>
      <ol>
        {dialogue.chain.map((link) => (
          <li key={link.id}>
            <button
              type="button"
              className="plain-button"
              aria-current={link.id === dialogue.id ? 'true' : undefined}
              onClick={() => onShow(link.id)}
            >
              <b>{`${link.member.nickname} · ${link.group.name}`}</b>
              <span>{`${time(link.openedAt)} ${dialogues.choices.origin[link.origin]}`}</span>
            </button>
            {link.handedOn && <p>{words.chainTo(link.handedOn.to, link.handedOn.reason)}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Trail({ dialogue: { visit }, timeZone }: { dialogue: DialogueDetailView; timeZone: string }) {
  const { detail: words } = useTexts().dialogues
  const { time } = useCellTools(timeZone)
  if (visit.pages.length === 0) return <PageEmpty text={words.noPages} />
  return (
    <ul className="dialogue-trail">
      {visit.referrer !== null && (
        <li>
          <span>{words.referrer}</span>
          <WebLink address={visit.referrer} />
        </li>
      )}
      {visit.pages.map((page) => (
        <li key={page.key}>
          <time>{time(page.at)}</time>
          <span className="ellipsis" title={page.title}>
            {page.title}
          </span>
          <WebLink address={page.url} />
        </li>
      ))}
    </ul>
  )
}

function Files({ dialogue: { files }, timeZone }: { dialogue: DialogueDetailView; timeZone: string }) {
  const { detail: words } = useTexts().dialogues
  const { time } = useCellTools(timeZone)
  if (files.length === 0) return <PageEmpty text={words.noFiles} />
  return (
    <ul className="dialogue-trail">
      {files.map((file) => (
        <li key={file.seq}>
          <time>{time(file.at)}</time>
          <a href={file.url} target="_blank" rel="noreferrer noopener" className="ellipsis">
            {file.name}
          </a>
          <span>{fileSize(file.size)}</span>
        </li>
      ))}
    </ul>
  )
}
