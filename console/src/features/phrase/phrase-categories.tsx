import type { PhraseCategoryView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useChange } from '../manage/use-asked'
import { inOrder } from './category-select'
import { usePhraseBook } from './use-phrases'

type Doing =
  | { readonly what: 'add'; readonly parent: PhraseCategoryView | null }
  | { readonly what: 'rename' | 'remove'; readonly category: PhraseCategoryView }

interface PhraseCategoriesProps {
  chosen: string | undefined
  onChoose: (categoryId: string | undefined) => void
}

/** 常用语分类 (MGT-10): two levels, beside the list they filter. */
export function PhraseCategories({ chosen, onChoose }: PhraseCategoriesProps) {
  const { phrase: words } = useTexts()
  const asked = usePhraseBook()
  const [doing, setDoing] = useState<Doing | null>(null)
  const all = inOrder((asked.data?.categories ?? []).filter(({ scope }) => scope === 'public'))
  const done = () => setDoing(null)
  return (
    <nav className="phrase-categories" aria-label={words.categories.title}>
      <header>
        <h3>{words.categories.title}</h3>
        <Tool icon="plus" name={words.categories.add} onDo={() => setDoing({ what: 'add', parent: null })} />
      </header>
      <Choice name={words.allCategories} isChosen={chosen === undefined} onChoose={() => onChoose(undefined)} />
      {asked.isError && <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <PageLoading rows={3} />}
      {all.map((category) => (
        <div key={category.id} className="phrase-category" data-level={category.level}>
          <Choice
            name={category.name}
            count={category.count}
            isChosen={chosen === category.id}
            onChoose={() => onChoose(category.id)}
          />
          <span className="phrase-category-does">
            {category.level === 0 && (
              <Tool
                icon="plus"
                name={words.categories.addBelow(category.name)}
                onDo={() => setDoing({ what: 'add', parent: category })}
              />
            )}
            <Tool
              icon="pen"
              name={words.doTo(words.categories.rename, category.name)}
              onDo={() => setDoing({ what: 'rename', category })}
            />
            <Tool
              icon="close"
              name={words.doTo(words.remove, category.name)}
              onDo={() => setDoing({ what: 'remove', category })}
            />
          </span>
        </div>
      ))}
      <Choice name={words.noCategory} isChosen={chosen === 'none'} onChoose={() => onChoose('none')} />
      <CategoryName doing={doing?.what === 'remove' ? null : doing} onDone={done} />
      <RemoveCategory
        category={doing?.what === 'remove' ? doing.category : null}
        onDone={(removed) => {
          if (removed === chosen) onChoose(undefined)
          done()
        }}
      />
    </nav>
  )
}

interface ChoiceProps {
  name: string
  count?: number
  isChosen: boolean
  onChoose: () => void
}

function Choice({ name, count, isChosen, onChoose }: ChoiceProps) {
  return (
    <button type="button" className="phrase-choice" aria-pressed={isChosen} onClick={onChoose}>
      <span className="ellipsis">{name}</span>
      {count !== undefined && count > 0 && <small>{count}</small>}
    </button>
  )
}

function Tool({ icon, name, onDo }: { icon: 'plus' | 'pen' | 'close'; name: string; onDo: () => void }) {
  return (
    <button type="button" className="plain-button square-button" aria-label={name} title={name} onClick={onDo}>
      <Icon name={icon} small />
    </button>
  )
}

type Naming = Exclude<Doing, { readonly what: 'remove' }>

function CategoryName({ doing, onDone }: { doing: Doing | null; onDone: () => void }) {
  const { phrase: words } = useTexts()
  const naming = doing && doing.what !== 'remove' ? doing : null
  const title =
    naming?.what === 'add'
      ? naming.parent
        ? words.categories.addBelow(naming.parent.name)
        : words.categories.add
      : words.categories.rename
  return (
    <Dialog open={naming !== null} width={400} title={title} onClose={onDone}>
      {naming && <NameForm naming={naming} onDone={onDone} />}
    </Dialog>
  )
}

function NameForm({ naming, onDone }: { naming: Naming; onDone: () => void }) {
  const texts = useTexts()
  const { categories: words } = texts.phrase
  const change = useChange('phrase.categories', 'phrase.list')
  const category = naming.what === 'add' ? null : naming.category
  const [name, setName] = useState(category?.name ?? '')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const reply =
      naming.what === 'add'
        ? await change('phrase.createCategory', { scope: 'public', parentId: naming.parent?.id ?? null, name })
        : await change('phrase.updateCategory', { categoryId: category?.id ?? '', name })
    setBusy(false)
    if (!reply.ok) return setComplaint(errorWords(texts, reply.error.code))
    onDone()
  }
  return (
    <form
      className="member-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void save()
      }}
    >
      <label>
        {words.name}
        <input
          data-first-focus
          value={name}
          maxLength={30}
          onChange={({ target }) => {
            setComplaint(null)
            setName(target.value)
          }}
        />
      </label>
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{texts.rules.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === ''}>
          {texts.rules.save}
        </Button>
      </div>
    </form>
  )
}

interface RemoveCategoryProps {
  category: PhraseCategoryView | null
  onDone: (removed?: string) => void
}

function RemoveCategory({ category, onDone }: RemoveCategoryProps) {
  const texts = useTexts()
  const { categories: words } = texts.phrase
  const { message } = App.useApp()
  const change = useChange('phrase.categories', 'phrase.list')
  const [busy, setBusy] = useState(false)
  const remove = async ({ id, name }: PhraseCategoryView) => {
    setBusy(true)
    const reply = await change('phrase.removeCategory', { categoryId: id })
    setBusy(false)
    if (!reply.ok && reply.error.code !== 'not_found') return void message.error(errorWords(texts, reply.error.code))
    void message.success(words.removed(name))
    onDone(id)
  }
  return (
    <Dialog
      open={category !== null}
      width={400}
      title={category ? words.removeTitle(category.name) : ''}
      onClose={() => onDone()}
    >
      <p className="end-text">{words.removeText(category?.count ?? 0)}</p>
      <div className="dialog-foot">
        <Button data-first-focus onClick={() => onDone()}>
          {texts.rules.cancel}
        </Button>
        <Button type="primary" danger loading={busy} onClick={() => category && void remove(category)}>
          {texts.phrase.remove}
        </Button>
      </div>
    </Dialog>
  )
}
