import { uploadFile } from '@keqiao/client'
import { App } from 'antd'
import { errorWords } from '../../../i18n/error-words'
import { useTexts } from '../../../i18n/language'
import { sameOrigin } from '../../session/session'
import type { Insertion } from './composer-door'

/** Uploads a file and puts it beside the text: it goes out with what is written there. */
export function useInsertFile(conversationId: string, insert: (what: Insertion) => void): (file: File) => void {
  const texts = useTexts()
  const { message } = App.useApp()
  return (file) =>
    void uploadFile(sameOrigin, { conversationId, file, name: file.name }).done.then((reply) => {
      if (reply.ok) insert({ text: '', spans: [], files: [reply.result] })
      else void message.error(texts.capture.failed(errorWords(texts, reply.error.code)))
    })
}
