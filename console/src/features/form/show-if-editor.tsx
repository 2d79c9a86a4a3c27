import { allBranches, pathTo, valuesToShowBy, type Question, type ShowIf } from '@keqiao/domain'
import { useTexts } from '../../i18n/language'

interface ShowIfEditorProps {
  question: Question
  before: readonly Question[]
  onChange: (showIf: ShowIf | null) => void
}

/** When the question is asked at all: always, or by the answer to an earlier one. */
export function ShowIfEditor({ question: { showIf }, before, onChange }: ShowIfEditorProps) {
  const { formEditor: words, form } = useTexts()
  const possible = before.filter((one) => valuesToShowBy(one).length > 0)
  if (possible.length === 0 && showIf === null) return null
  const on = before.find(({ id }) => id === showIf?.questionId)
  const wordsOf = (value: string | boolean): string => {
    if (typeof value === 'boolean') return value ? form.yes : form.no
    if (on?.kind === 'tree')
      return (
        pathTo(on.branches, value)
          ?.map(({ label }) => label)
          .join(' › ') ?? ''
      )
    return on?.kind === 'choice' || on?.kind === 'choices'
      ? (on.options.find(({ id }) => id === value)?.label ?? '')
      : ''
  }
  const choose = (id: string) => {
    const next = before.find((one) => one.id === id)
    const [first] = next ? valuesToShowBy(next) : []
    onChange(next && first !== undefined ? { questionId: id, is: [first] } : null)
  }
  return (
    <div className="show-if">
      <label>
        {words.showIf}
        <select
          className="rules-input"
          value={showIf?.questionId ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{words.always}</option>
          {possible.map(({ id, label }) => (
            <option key={id} value={id}>
              {words.when(label.trim() || words.unnamed)}
            </option>
          ))}
        </select>
      </label>
      {on && showIf && (
        <div className="show-if-values" role="group" aria-label={words.when(on.label)}>
          {(on.kind === 'tree' ? allBranches(on.branches).map(({ id }) => id) : valuesToShowBy(on)).map((value) => (
            <label key={String(value)} className="question-card-check">
              <input
                type="checkbox"
                checked={showIf.is.includes(value)}
                onChange={({ target }) =>
                  onChange({
                    ...showIf,
                    is: target.checked ? [...showIf.is, value] : showIf.is.filter((one) => one !== value),
                  })
                }
              />
              {wordsOf(value)}
            </label>
          ))}
        </div>
      )}
    </div>
  )
}
