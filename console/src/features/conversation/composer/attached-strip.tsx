import type { FileView } from '@keqiao/contract'
import { fileSize } from '../../../i18n/format'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'

interface AttachedStripProps {
  files: readonly FileView[]
  onDrop: (fileId: string) => void
}

/** Files that a phrase brought along, above the text they go out with. */
export function AttachedStrip({ files, onDrop }: AttachedStripProps) {
  const { phrase } = useTexts()
  if (files.length === 0) return null
  return (
    <ul className="upload-strip" aria-label={phrase.attached}>
      {files.map(({ id, name, size, width }) => (
        <li key={id} className="upload-row">
          <Icon name={width === undefined ? 'file' : 'image'} small />
          <span className="ellipsis" title={name}>
            {name}
          </span>
          <span>{fileSize(size)}</span>
          <button
            type="button"
            className="plain-button square-button"
            aria-label={phrase.dropAttached(name)}
            onClick={() => onDrop(id)}
          >
            <Icon name="close" small />
          </button>
        </li>
      ))}
    </ul>
  )
}
