import type { KnowledgeVersionView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { clockTime, fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import type { CategoryOption } from './category-options'
import { useChangeKnowledge } from './use-knowledge'
import { changedFields, wordDiff, type DiffPiece } from './version-diff'

interface VersionsDrawerProps {
  id: string | null
  options: readonly CategoryOption[]
  onDone: () => void
}

/** Every save of an entry: who, when and what, and the way back (KNB-01). */
export function VersionsDrawer({ id, options, onDone }: VersionsDrawerProps) {
  const { knowledge: words } = useTexts()
  return (
    <Dialog
      open={id !== null}
      side
      width={520}
      title={words.versionsTitle}
      close={{ label: words.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {id !== null && <Versions key={id} id={id} options={options} onDone={onDone} />}
    </Dialog>
  )
}

function Versions({ id, options, onDone }: VersionsDrawerProps & { id: string }) {
  const texts = useTexts()
  const { knowledge: words } = texts
  const { message } = App.useApp()
  const [before, setBefore] = useState<number | undefined>()
  const asked = useAsked('knowledge.versions', { entryId: id, ...(before !== undefined && { before }) })
  const now = useAsked('knowledge.get', { entryId: id })
  const change = useChangeKnowledge()
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data || !now.data) return <PageLoading rows={6} />
  const { versions, more } = asked.data
  const current = now.data.entry.version
  const restore = async (version: number) => {
    const reply = await change('knowledge.restore', { entryId: id, version: current, restore: version })
    if (!reply.ok) return void message.error(errorWords(texts, reply.error.code))
    void message.success(words.saved)
    onDone()
  }
  return (
    <ol className="knowledge-versions">
      {versions.map((version, at) => (
        <Version
          key={version.version}
          version={version}
          earlier={versions[at + 1] ?? null}
          options={options}
          onRestore={version.version === current ? null : () => void restore(version.version)}
        />
      ))}
      {more && (
        <Button size="small" onClick={() => setBefore(versions.at(-1)?.version)}>
          {words.older}
        </Button>
      )}
    </ol>
  )
}

interface VersionProps {
  version: KnowledgeVersionView
  earlier: KnowledgeVersionView | null
  options: readonly CategoryOption[]
  onRestore: (() => void) | null
}

function Version({ version, earlier, options, onRestore }: VersionProps) {
  const { knowledge: words } = useTexts()
  const language = useLanguageTag()
  const { savedAt, savedBy, restoredFrom } = version
  const nameOf = (id: string) => options.find((option) => option.id === id)?.path ?? words.noCategory
  const fields = changedFields(earlier?.content ?? null, version.content, nameOf, {
    yes: words.active,
    no: words.inactive,
    public: words.public,
    internal: words.internal,
  })
  return (
    <li>
      <header>
        <strong>{words.version(version.version)}</strong>
        <span>{words.savedBy(savedBy, `${fullDate(savedAt, language)} ${clockTime(savedAt, language)}`)}</span>
        {restoredFrom !== null && <small>{words.restoredFrom(restoredFrom)}</small>}
        <span className="spacer" />
        {onRestore ? (
          <Button size="small" onClick={onRestore}>
            {words.restore}
          </Button>
        ) : (
          <small>{words.current}</small>
        )}
      </header>
      {earlier === null && <p className="knowledge-unchanged">{words.firstVersion}</p>}
      {earlier !== null && fields.length === 0 && <p className="knowledge-unchanged">{words.nothingChanged}</p>}
      {fields.length > 0 && (
        <dl>
          {fields.map(({ field, from, to }) => (
            <div key={field}>
              <dt>{words.fields[field]}</dt>
              <dd>
                {wordDiff(from, to).map((piece, at) => (
                  <Piece key={at} piece={piece} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}

function Piece({ piece: { kind, text } }: { piece: DiffPiece }) {
  if (kind === 'same') return text
  return kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>
}
