import { uploadFile } from '@keqiao/client'
import type { FileView } from '@keqiao/contract'
import { maxPhraseFiles } from '@keqiao/domain/phrase'
import { useRef, useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { fileSize } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { checkFile } from '../conversation/composer/uploads'
import { sameOrigin } from '../session/session'

interface PhraseFilesProps {
  files: readonly FileView[]
  onChange: (files: readonly FileView[]) => void
  onComplaint: (words: string) => void
}

/** Files of a phrase: uploaded once, sent as often as it is used. */
export function PhraseFiles({ files, onChange, onComplaint }: PhraseFilesProps) {
  const texts = useTexts()
  const { form: words } = texts.phrase
  const input = useRef<HTMLInputElement>(null)
  const [uploading, setUploading] = useState(false)
  const add = async (file: File) => {
    const refusal = checkFile(file)
    if (refusal !== null) return onComplaint(errorWords(texts, refusal))
    setUploading(true)
    const reply = await uploadFile(sameOrigin, { path: '/api/phrases/files', file, name: file.name }).done
    setUploading(false)
    if (reply.ok) onChange([...files, reply.result])
    else onComplaint(errorWords(texts, reply.error.code))
  }
  return (
    <div className="phrase-files">
      {files.map(({ id, name, size, width }) => (
        <span key={id} className="phrase-file">
          <Icon name={width === undefined ? 'file' : 'image'} small />
          <span className="ellipsis" title={name}>
            {name}
          </span>
          <small>{fileSize(size)}</small>
          <button
            type="button"
            className="plain-button square-button"
            aria-label={words.dropFile(name)}
            onClick={() => onChange(files.filter((one) => one.id !== id))}
          >
            <Icon name="close" small />
          </button>
        </span>
      ))}
      {files.length < maxPhraseFiles && (
        <button type="button" className="small-button" disabled={uploading} onClick={() => input.current?.click()}>
          <Icon name="clip" small />
          {uploading ? words.uploading : words.addFile}
        </button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.addFile}
        onChange={({ target }) => {
          const [file] = Array.from(target.files ?? [])
          target.value = ''
          if (file) void add(file)
        }}
      />
    </div>
  )
}
