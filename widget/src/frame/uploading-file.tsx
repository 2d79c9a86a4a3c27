import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { describeError } from './describe-error'
import { Failed, type Remedy } from './message'
import { FileIcon } from './rich-body'
import { say } from './texts'
import type { Upload } from './uploads'

/** A file that is not a message yet. */
export function UploadingFile({ upload, remedy }: { upload: Upload; remedy: Remedy }) {
  const { name, preview, progress, failure } = upload
  return (
    <div class="msg me">
      {preview ? (
        <span class="picture">
          <img src={preview} alt={`${say('image')} ${name}`} />
        </span>
      ) : (
        <div class="bubble attached">
          <FileIcon />
          {name}
        </div>
      )}
      {failure ? (
        <Failure code={failure} remedy={remedy} />
      ) : (
        <div class="mark">
          <progress max={1} value={progress} aria-label={say('uploading')} />
          <button onClick={remedy.discard}>{say('cancel')}</button>
        </div>
      )}
    </div>
  )
}

function Failure({ code, remedy }: { code: string; remedy: Remedy }) {
  const refused = refusal(code)
  if (refused) return <Failed why={refused} remedy={{ discard: remedy.discard }} />
  return <Failed why={describeError({ code })} remedy={remedy} />
}

function refusal(code: string): string | undefined {
  switch (code) {
    case 'file_too_large':
      return say('tooLarge', { max: Math.floor(FRAME_LIMITS.maxFileBytes / 1024 / 1024) })
    case 'file_type_refused':
      return say('typeRefused')
    case 'file_empty':
      return say('empty')
    default:
      return undefined
  }
}
