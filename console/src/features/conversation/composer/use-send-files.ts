import type { Conversation } from '@keqiao/client'
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { App } from 'antd'
import { useCallback } from 'react'
import { fileSize } from '../../../i18n/format'
import { useTexts } from '../../../i18n/language'
import { useUnsent } from './unsent'
import { checkFile, sendFile } from './uploads'

/** Sends files however they came: picked, pasted or dropped. Never while a note is being written. */
export function useSendFiles(id: string, conversation: Conversation): (files: Iterable<File>) => void {
  const texts = useTexts()
  const { message } = App.useApp()
  return useCallback(
    (files) => {
      const given = Array.from(files)
      if (given.length === 0) return
      if (useUnsent.getState().unsent[id]?.mode === 'note') {
        void message.warning(texts.composer.noteTextOnly)
        return
      }
      for (const file of given) {
        const refusal = checkFile(file)
        if (refusal === null) sendFile(id, conversation, file)
        else if (refusal === 'file_empty') void message.warning(texts.composer.empty)
        else void message.warning(texts.composer.tooLarge(file.name, fileSize(FRAME_LIMITS.maxFileBytes)))
      }
    },
    [id, conversation, message, texts],
  )
}
