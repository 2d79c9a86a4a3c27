import { Button } from 'antd'
import { useState } from 'react'
import { useChannelTexts } from '../../i18n/channel-texts'

/** Puts a text into the clipboard, and says so. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const words = useChannelTexts()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  return (
    <Button size="small" aria-label={label} onClick={() => void copy()}>
      {{ idle: words.copy, copied: words.copied, failed: words.copyFailed }[state]}
    </Button>
  )
}
