import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import type { CategoryOption } from './category-options'
import { CategorySelect } from './category-select'
import { useCategories, useChangeKnowledge } from './use-knowledge'

/** 分类 (MGT-12): adding, naming, ordering and removing, in a window of its own. */
export function Categories({ open, onDone }: { open: boolean; onDone: () => void }) {
  const { knowledge: words } = useTexts()
  return (
    <Dialog
      open={open}
      side
      width={520}
      title={words.categories}
      close={{ label: words.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {open && <Tree />}
    </Dialog>
  )
}

function Tree() {
  const texts = useTexts()
  const { knowledge: words } = texts
  const { asked, options } = useCategories()
  const change = useChangeKnowledge()
  const [complaint, setComplaint] = useState<string | null>(null)
  const run = async (asking: ReturnType<typeof change>) => {
    const reply = await asking
    setComplaint(reply.ok ? null : errorWords(texts, reply.error.code))
    return reply.ok
  }
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageLoading rows={5} />
  return (
    <div className="knowledge-categories">
      <NewCategory
        options={options}
        onAdd={(name, parentId) => run(change('knowledge.createCategory', { name, parentId }))}
      />
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      {options.length === 0 && <PageEmpty text={words.noCategories} />}
      <ul>
        {options.map((option) => (
          <Line
            key={`${option.id} ${option.name}`}
            option={option}
            onName={(name) => void run(change('knowledge.updateCategory', { categoryId: option.id, name }))}
            onUp={() =>
              void run(change('knowledge.updateCategory', { categoryId: option.id, position: option.position - 1 }))
            }
            onRemove={() => void run(change('knowledge.removeCategory', { categoryId: option.id }))}
          />
        ))}
      </ul>
    </div>
  )
}

interface NewCategoryProps {
  options: readonly CategoryOption[]
  onAdd: (name: string, parentId: string | null) => Promise<boolean>
}

function NewCategory({ options, onAdd }: NewCategoryProps) {
  const { knowledge: words } = useTexts()
  const [name, setName] = useState('')
  const [parentId, setParentId] = useState('')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && (await onAdd(name, parentId === '' ? null : parentId))) setName('')
  }
  return (
    <form className="knowledge-new-category" onSubmit={(event) => void add(event)}>
      <input
        className="rules-input"
        data-first-focus
        aria-label={words.categoryName}
        placeholder={words.categoryName}
        maxLength={40}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <CategorySelect
        value={parentId}
        options={options}
        label={words.parent}
        first={[['', words.top]]}
        onChange={setParentId}
      />
      <Button htmlType="submit" type="primary" disabled={name.trim() === ''}>
        {words.addCategory}
      </Button>
    </form>
  )
}

interface LineProps {
  option: CategoryOption
  onName: (name: string) => void
  onUp: () => void
  onRemove: () => void
}

/** A name that can be written over; a category with something in it cannot go. */
function Line({ option, onName, onUp, onRemove }: LineProps) {
  const { knowledge: words } = useTexts()
  const [name, setName] = useState(option.name)
  const keep = () => {
    if (name.trim() === '') setName(option.name)
    else if (name.trim() !== option.name) onName(name)
  }
  return (
    <li data-depth={option.depth}>
      <input
        className="rules-input"
        aria-label={`${words.categoryName} ${option.path}`}
        maxLength={40}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onBlur={keep}
        onKeyDown={({ key }) => key === 'Enter' && keep()}
      />
      <span>{words.count(option.entryCount)}</span>
      <Button
        size="small"
        type="text"
        disabled={option.position === 0}
        aria-label={`${words.up} ${option.name}`}
        onClick={onUp}
      >
        ↑
      </Button>
      <Button size="small" type="text" danger aria-label={`${words.remove} ${option.name}`} onClick={onRemove}>
        {words.remove}
      </Button>
    </li>
  )
}
