import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChangeKnowledge } from './use-knowledge'

/** Asks once before entries go. */
export function RemoveEntries({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const texts = useTexts()
  const { knowledge: words } = texts
  const { message } = App.useApp()
  const change = useChangeKnowledge()
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    const reply = await change('knowledge.remove', { entryIds: ids as never })
    setBusy(false)
    if (!reply.ok) return void message.error(errorWords(texts, reply.error.code))
    onDone()
  }
  return (
    <Dialog open={ids.length > 0} width={400} title={words.removeTitle(ids.length)} onClose={onDone}>
      <p className="end-text">{words.removeText}</p>
      <div className="dialog-foot">
        <Button data-first-focus onClick={onDone}>
          {words.cancel}
        </Button>
        <Button danger type="primary" loading={busy} onClick={() => void remove()}>
          {words.remove}
        </Button>
      </div>
    </Dialog>
  )
}
