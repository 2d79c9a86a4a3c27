import { allBranches, depthOf, formLimits, pathTo, type FormBranch } from '@keqiao/domain'
import { Button } from 'antd'
import { useTexts } from '../../i18n/language'
import { CardButton } from './card-button'
import { moved, parentOf, pruned, renamed, transplanted, withChildren } from './form-draft'

interface TreeEditorProps {
  branches: readonly FormBranch[]
  newId: () => string
  onChange: (branches: readonly FormBranch[]) => void
}

/** 咨询分类: a line for each node, indented by its level; added, renamed, moved and removed in its place. */
export function TreeEditor({ branches, newId, onChange }: TreeEditorProps) {
  const { formEditor: words } = useTexts()
  const add = (parentId: string | null) => {
    const node = { id: newId(), label: '', children: [] }
    onChange(withChildren(branches, parentId, (children) => [...children, node]))
  }
  return (
    <div className="tree-editor" role="group" aria-label={words.branches}>
      {allBranches(branches).map((branch) => (
        <Line key={branch.id} branch={branch} branches={branches} onChange={onChange} onAdd={add} />
      ))}
      <Button size="small" onClick={() => add(null)}>
        {words.addBranch}
      </Button>
    </div>
  )
}

interface LineProps {
  branch: FormBranch
  branches: readonly FormBranch[]
  onChange: (branches: readonly FormBranch[]) => void
  onAdd: (parentId: string) => void
}

function Line({ branch, branches, onChange, onAdd }: LineProps) {
  const { formEditor: words } = useTexts()
  const level = pathTo(branches, branch.id)?.length ?? 1
  const parent = parentOf(branches, branch.id)
  const siblings = parent?.children ?? branches
  const at = siblings.indexOf(branch)
  const name = branch.label.trim() || words.unnamed
  const move = (by: 1 | -1) =>
    onChange(withChildren(branches, parent?.id ?? null, (children) => moved(children, branch.id, by)))
  return (
    <div className="tree-editor-line" data-level={level}>
      <input
        className="form-input"
        aria-label={`${words.branches} ${
          pathTo(branches, branch.id)
            ?.map(({ label }) => label)
            .join(' › ') ?? name
        }`}
        placeholder={words.newBranch}
        maxLength={60}
        value={branch.label}
        onChange={(event) => onChange(renamed(branches, branch.id, event.target.value))}
      />
      {level < formLimits.depth && (
        <Button size="small" aria-label={words.addBelow(name)} onClick={() => onAdd(branch.id)}>
          {words.below}
        </Button>
      )}
      <MoveTo branch={branch} branches={branches} parentId={parent?.id ?? null} onChange={onChange} />
      <CardButton icon="arrowUp" label={words.up(name)} disabled={at === 0} onClick={() => move(-1)} />
      <CardButton
        icon="arrowDown"
        label={words.down(name)}
        disabled={at === siblings.length - 1}
        onClick={() => move(1)}
      />
      <CardButton
        icon="close"
        label={words.remove(name)}
        disabled={parent === null && branches.length === 1}
        onClick={() => onChange(pruned(branches, branch.id))}
      />
    </div>
  )
}

interface MoveToProps extends Omit<LineProps, 'onAdd'> {
  parentId: string | null
}

/** Under another node; those where it would stand too deep, or below itself, are not offered. */
function MoveTo({ branch, branches, parentId, onChange }: MoveToProps) {
  const { formEditor: words } = useTexts()
  const below = new Set(allBranches([branch]).map(({ id }) => id))
  const room = formLimits.depth - depthOf([branch])
  const places = allBranches(branches)
    .map(({ id }) => ({ id, path: pathTo(branches, id) ?? [] }))
    .filter(({ id, path }) => !below.has(id) && path.length <= room)
  return (
    <select
      className="rules-input tree-editor-move"
      aria-label={words.moveTo(branch.label.trim() || words.unnamed)}
      value={parentId ?? ''}
      onChange={({ target }) => onChange(transplanted(branches, branch.id, target.value === '' ? null : target.value))}
    >
      <option value="">{words.top}</option>
      {places.map(({ id, path }) => (
        <option key={id} value={id}>
          {path.map(({ label }) => label).join(' › ')}
        </option>
      ))}
    </select>
  )
}
