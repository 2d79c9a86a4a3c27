import { useShallow } from 'zustand/react/shallow'
import { errorWords } from '../../../i18n/error-words'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { dismissUpload, useUploads, type Upload } from './uploads'

/** The files of this dialogue that are still on their way, above the text. */
export function UploadStrip({ conversationId }: { conversationId: string }) {
  const uploads = useUploads(
    useShallow(({ uploads: all }) => all.filter((upload) => upload.conversationId === conversationId)),
  )
  if (uploads.length === 0) return null
  return (
    <ul className="upload-strip">
      {uploads.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}

function UploadRow({ upload }: { upload: Upload }) {
  const texts = useTexts()
  const take = () => {
    upload.cancel()
    dismissUpload(upload.id)
  }
  return (
    <li className="upload-row" data-state={upload.state}>
      <Icon name="file" small />
      <span className="ellipsis" title={upload.name}>
        {upload.name}
      </span>
      {upload.state === 'running' ? (
        <>
          <progress value={upload.fraction} max={1} aria-label={texts.message.uploading(percent(upload.fraction))} />
          <span className="upload-percent">{percent(upload.fraction)}%</span>
        </>
      ) : (
        <span className="upload-failure" role="alert">
          {texts.message.uploadFailed} · {errorWords(texts, upload.code)}
          <button type="button" onClick={upload.again}>
            {texts.conversation.retry}
          </button>
        </span>
      )}
      <button
        type="button"
        className="plain-button square-button"
        aria-label={texts.message.cancelUpload}
        onClick={take}
      >
        <Icon name="close" small />
      </button>
    </li>
  )
}

const percent = (fraction: number) => Math.floor(fraction * 100)
