import type { FormBranch } from '@keqiao/domain'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { leavesOf, matching } from './tree-leaves'

interface TreeChoiceProps {
  id: string
  label: string
  branches: readonly FormBranch[]
  /** Id of the chosen leaf; null: none. */
  value: string | null
  invalid: boolean
  describedBy: string | undefined
  /** The first control of a dialog. */
  firstFocus?: boolean
  onChange: (id: string) => void
}

/** One leaf of a tree, found by typing or by the arrows: nobody with forty categories opens four levels one by one. */
export function TreeChoice(props: TreeChoiceProps) {
  const { id, label, branches, value, invalid, describedBy, firstFocus, onChange } = props
  const { form } = useTexts()
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [sought, setSought] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const leaves = useMemo(() => leavesOf(branches), [branches])
  const found = useMemo(() => matching(leaves, sought), [leaves, sought])
  const chosen = leaves.find((leaf) => leaf.id === value)

  const show = (index: number) => {
    setAt(index)
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' })
  }
  const start = () => {
    if (open) return
    setOpen(true)
    setSought('')
    setAt(
      Math.max(
        0,
        leaves.findIndex((leaf) => leaf.id === value),
      ),
    )
  }
  const choose = (leafId: string | undefined) => {
    if (leafId !== undefined) onChange(leafId)
    setOpen(false)
    setSought('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (!open) return start()
      if (found.length > 0) show((at + step + found.length) % found.length)
    } else if (event.key === 'Enter' && open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      choose(found[at]?.id)
    } else if (event.key === 'Escape' && open) {
      // The list closes, not the dialog around it.
      event.preventDefault()
      event.stopPropagation()
      choose(undefined)
    }
  }
  return (
    <div className="tree-choice" data-open={open}>
      <input
        id={id}
        role="combobox"
        className="form-input"
        autoComplete="off"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && found[at] ? `${listId}-${found[at].id}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        data-first-focus={firstFocus === true ? true : undefined}
        placeholder={open ? form.searchTree : form.choose}
        value={open ? sought : (chosen?.path.join(' › ') ?? '')}
        onClick={start}
        onChange={(event) => {
          setOpen(true)
          setSought(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => choose(undefined)}
      />
      <Icon name="down" small />
      <ul ref={list} id={listId} role="listbox" aria-label={label} className="tree-choice-list" hidden={!open}>
        {found.map((leaf, index) => (
          <li
            key={leaf.id}
            id={`${listId}-${leaf.id}`}
            role="option"
            aria-selected={leaf.id === value}
            data-at={index === at}
            // Before the input loses the focus.
            onMouseDown={(event) => {
              event.preventDefault()
              choose(leaf.id)
            }}
            onMouseMove={() => index !== at && setAt(index)}
          >
            <span>{leaf.path.slice(0, -1).join(' › ')}</span>
            {leaf.path.at(-1)}
          </li>
        ))}
        {found.length === 0 && (
          <li role="option" aria-selected="false" aria-disabled="true" className="tree-choice-none">
            {form.noBranch}
          </li>
        )}
      </ul>
    </div>
  )
}
