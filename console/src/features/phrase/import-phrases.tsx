import type { Output } from '@keqiao/client'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'
import { csvParts } from './csv-parts'
import { saveText } from './export-phrases'

interface ImportPhrasesProps {
  open: boolean
  onDone: () => void
}

/** Phrases from a CSV file: what can be added is, and of each other line the reason is told. */
export function ImportPhrases({ open, onDone }: ImportPhrasesProps) {
  const { phrase } = useTexts()
  const { csv: words } = phrase
  return (
    <Dialog
      open={open}
      width={520}
      title={words.importTitle}
      close={{ label: words.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <Import />
    </Dialog>
  )
}

type Problem = Output<'phrase.importCsv'>['problems'][number]

interface Progress {
  readonly done: number
  readonly all: number
  readonly imported: number
  readonly problems: readonly Problem[]
  readonly failure: string | null
}

function Import() {
  const texts = useTexts()
  const { csv: words } = texts.phrase
  const change = useChange('phrase.list', 'phrase.categories')
  const input = useRef<HTMLInputElement>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const run = async (file: File) => {
    const text = await readText(file)
    const parts = text === null ? [] : csvParts(text)
    const all = parts.reduce((sum, { lineCount }) => sum + lineCount, 0)
    let now: Progress = { done: 0, all, imported: 0, problems: [], failure: text === null ? words.notText : null }
    setProgress(now)
    for (const { csv, firstLine, lineCount } of parts) {
      const reply = await change('phrase.importCsv', { scope: 'public', csv, firstLine })
      if (!reply.ok) return setProgress({ ...now, failure: errorWords(texts, reply.error.code) })
      const { importedCount, problems } = reply.result
      now = {
        ...now,
        done: now.done + lineCount,
        imported: now.imported + importedCount,
        problems: [...now.problems, ...problems],
      }
      setProgress(now)
      // Without its columns no part can be read.
      if (problems.some(({ problem }) => problem === 'columns')) return
    }
  }
  return (
    <div className="phrase-import">
      <p className="end-text">{words.hint}</p>
      <div className="phrase-import-does">
        <Button type="primary" data-first-focus onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        <Button onClick={() => saveText(['\uFEFF', words.templateRows], words.templateName)}>{words.template}</Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,text/csv"
        aria-label={words.choose}
        onChange={({ target }) => {
          const [file] = Array.from(target.files ?? [])
          target.value = ''
          if (file) void run(file)
        }}
      />
      {progress && <Outcome progress={progress} />}
    </div>
  )
}

function Outcome({ progress: { done, all, imported, problems, failure } }: { progress: Progress }) {
  const { csv: words } = useTexts().phrase
  return (
    <div role="status">
      {done < all && failure === null && <progress value={done} max={all} aria-label={words.working(done, all)} />}
      <p>{words.done(imported)}</p>
      {failure !== null && <p className="form-complaint">{failure}</p>}
      {problems.length > 0 && (
        <>
          <p className="form-complaint">{words.problems(problems.length)}</p>
          <ul className="phrase-import-problems">
            {problems.map(({ line, problem, value }) => (
              <li key={`${line} ${problem}`}>
                <span>{words.line(line)}</span>
                <span>{words.reasons[problem]}</span>
                <span className="ellipsis" title={value}>
                  {value}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Null: not UTF-8. */
async function readText(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return null
  }
}
