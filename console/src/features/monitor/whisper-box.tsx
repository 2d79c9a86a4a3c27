import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { App, Button } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'

/** 悄悄话 to the agent who holds the dialogue. What is being written is told to nobody. */
export function WhisperBox({ conversationId, agent }: { conversationId: string; agent: string }) {
  const texts = useTexts()
  const { watched } = texts.monitor
  const { message } = App.useApp()
  const change = useChange()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (busy || text.trim() === '') return
    setBusy(true)
    const reply = await change('conversation.whisper', { conversationId, text })
    setBusy(false)
    // What could not be sent stays in the box.
    if (reply.ok) return setText('')
    void message.error(reply.error.code === 'disconnected' ? watched.failed : errorWords(texts, reply.error.code))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void submit()
  }
  return (
    <form
      className="whisper-box"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <textarea
        rows={1}
        aria-label={watched.whisperLabel(agent)}
        placeholder={`${watched.whisperLabel(agent)} · ${watched.whisperHint}`}
        maxLength={FRAME_LIMITS.maxTextLength}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <Button size="small" htmlType="submit" loading={busy} disabled={text.trim() === ''}>
        {watched.send}
      </Button>
    </form>
  )
}
