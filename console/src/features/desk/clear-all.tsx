import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { isUnsummarised, useOnClear } from '../summary/needs-summary'
import { ClearWithoutSummary } from './clear-without-summary'
import { useDesk } from './desk-context'
import { shortcutOf, useDeskKey } from './desk-keys'
import type { Dialogue } from './dialogue-book'
import { useClear } from './use-clear'
import { useStore } from './use-store'

const isOver = ({ view }: Dialogue) => view.status === 'closed'

/**
 * 全部清除 (CON-04, G13): removes the ended ones; open ones are ended only after a question that says how many, and those
 * without 小结 are cleared as the merchant wants it (G2).
 */
export function ClearAll() {
  const { desk: texts } = useTexts()
  const { book } = useDesk()
  const dialogues = useStore(book)
  const clear = useClear()
  const [asking, setAsking] = useState(false)
  const ended = dialogues.filter(isOver)
  const open = dialogues.filter((dialogue) => !isOver(dialogue))
  const none = dialogues.length === 0
  const onClear = useOnClear()
  const without = onClear === 'off' ? [] : ended.filter(({ view }) => isUnsummarised(view))
  const asks = open.length > 0 || without.length > 0
  const start = () => (asks ? setAsking(true) : clear(ended.map(({ id }) => id)))
  useDeskKey('clearAll', none ? null : start)
  return (
    <>
      <button
        type="button"
        className="plain-button dialogue-list-clear"
        aria-keyshortcuts={shortcutOf('clearAll')}
        title="Alt + Shift + C"
        disabled={none}
        onClick={start}
      >
        <Icon name="sweep" small />
        {texts.clearAll}
      </button>
      <Dialog open={asking} width={400} title={texts.clearAll} onClose={() => setAsking(false)}>
        {open.length > 0 ? (
          <Question ended={ended} open={open} onDone={() => setAsking(false)} />
        ) : (
          <ClearWithoutSummary ended={ended} without={without} onDone={() => setAsking(false)} />
        )}
      </Dialog>
    </>
  )
}

interface QuestionProps {
  ended: readonly Dialogue[]
  open: readonly Dialogue[]
  onDone: () => void
}

function Question({ ended, open, onDone }: QuestionProps) {
  const { desk: texts, conversation } = useTexts()
  const { message } = App.useApp()
  const clear = useClear()
  const [busy, setBusy] = useState(false)
  const onClear = useOnClear()
  // Where each must have its 小结, those without stay in the list.
  const clearable = onClear === 'block' ? ended.filter(({ view }) => !isUnsummarised(view)) : ended
  const endedIds = clearable.map(({ id }) => id)
  const endAll = async () => {
    setBusy(true)
    const over = await Promise.all(open.map(endDialogue))
    onDone()
    const done = new Set(over)
    const cleared = onClear === 'block' ? open.filter(({ view }) => !isUnsummarised(view)) : open
    clear([...endedIds, ...cleared.flatMap(({ id }) => (done.has(id) ? [id] : []))])
    if (over.includes(null)) void message.error(conversation.endFailed)
  }
  return (
    <>
      <p className="end-text">{texts.clearAllOpen(open.length)}</p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{texts.clearAllCancel}</Button>
        <Button danger loading={busy} onClick={() => void endAll()}>
          {texts.clearAllEnd(open.length)}
        </Button>
        {clearable.length > 0 && (
          <Button
            type="primary"
            data-first-focus
            onClick={() => {
              clear(endedIds)
              onDone()
            }}
          >
            {texts.clearAllEnded(clearable.length)}
          </Button>
        )}
      </div>
    </>
  )
}

/** The id of the dialogue that is over now; null when it could not be ended. */
export async function endDialogue({ id, conversation }: Dialogue): Promise<string | null> {
  const reply = await conversation?.close()
  return reply?.ok || reply?.error.code === 'conversation_closed' ? id : null
}
