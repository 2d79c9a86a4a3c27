import { Segmented } from 'antd'
import { useRef } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import type { IconName } from '../../../icons/drawings'
import type { ComposerMode } from './unsent'

interface EditorToolsProps {
  mode: ComposerMode
  noteOnly: boolean
  onMode: (mode: ComposerMode) => void
  onFiles: (files: Iterable<File>) => void
}

/** Above the text: images, files, and who will read it. */
export function EditorTools({ mode, noteOnly, onMode, onFiles }: EditorToolsProps) {
  const { composer } = useTexts()
  return (
    <div className="composer-tools">
      {mode === 'reply' && (
        <>
          <FileTool
            icon="image"
            name={composer.image}
            accept="image/png,image/jpeg,image/gif,image/webp"
            onFiles={onFiles}
          />
          <FileTool icon="clip" name={composer.file} onFiles={onFiles} />
        </>
      )}
      <span className="spacer" />
      <Segmented<ComposerMode>
        size="small"
        value={mode}
        aria-label={composer.mode}
        onChange={onMode}
        options={[
          { value: 'reply', label: composer.reply, disabled: noteOnly },
          { value: 'note', label: composer.note },
        ]}
      />
    </div>
  )
}

interface FileToolProps {
  icon: IconName
  name: string
  accept?: string
  onFiles: (files: Iterable<File>) => void
}

function FileTool({ icon, name, accept, onFiles }: FileToolProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="plain-button square-button"
        aria-label={name}
        title={name}
        onClick={() => input.current?.click()}
      >
        <Icon name={icon} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={name}
        onChange={(event) => {
          onFiles(Array.from(event.target.files ?? []))
          // The same file may be chosen twice in a row.
          event.target.value = ''
        }}
      />
    </>
  )
}
