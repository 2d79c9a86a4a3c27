import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'

/** The longer text for the public, and what it will look like. */
export function ArticleField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { knowledge: words } = useTexts()
  const [shown, setShown] = useState<string | null>(null)
  return (
    <div className="knowledge-article">
      <label>
        {words.article}
        <textarea rows={8} value={value} maxLength={12_000} onChange={({ target }) => onChange(target.value)} />
        <small>{words.articleHint}</small>
      </label>
      {value.trim() !== '' && (
        <Button size="small" aria-expanded={shown !== null} onClick={() => setShown(shown === null ? value : null)}>
          {words.preview}
        </Button>
      )}
      {shown !== null && <Preview article={value} />}
    </div>
  )
}

function Preview({ article }: { article: string }) {
  const { knowledge: words } = useTexts()
  const asked = useAsked('knowledge.preview', { article })
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageLoading rows={3} />
  // The server writes it from a closed list of tags; nothing of its writer's is HTML.
  return (
    <section
      className="knowledge-preview"
      aria-label={words.previewFrame}
      dangerouslySetInnerHTML={{ __html: asked.data.html }}
    />
  )
}
