import type { PhraseView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'

interface RemovePhraseProps {
  /** Null: not asked for. */
  phrase: PhraseView | null
  onDone: () => void
}

/** Asks once. */
export function RemovePhrase({ phrase, onDone }: RemovePhraseProps) {
  const texts = useTexts()
  const { form: words } = texts.phrase
  const { message } = App.useApp()
  const change = useChange('phrase.list', 'phrase.categories')
  const [busy, setBusy] = useState(false)
  const remove = async (of: PhraseView) => {
    setBusy(true)
    const reply = await change('phrase.remove', { phraseId: of.id })
    setBusy(false)
    if (!reply.ok && reply.error.code !== 'not_found') return void message.error(errorWords(texts, reply.error.code))
    void message.success(words.removed(of.title))
    onDone()
  }
  return (
    <Dialog open={phrase !== null} width={400} title={phrase ? words.removeTitle(phrase.title) : ''} onClose={onDone}>
      <p className="end-text">{words.removeText}</p>
      <div className="dialog-foot">
        <Button data-first-focus onClick={onDone}>
          {texts.rules.cancel}
        </Button>
        <Button type="primary" danger loading={busy} onClick={() => phrase && void remove(phrase)}>
          {texts.phrase.remove}
        </Button>
      </div>
    </Dialog>
  )
}
