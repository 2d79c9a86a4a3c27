import type { RoleView } from '@keqiao/contract'
import type { Permission, Scope } from '@keqiao/domain'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { useChange } from '../manage/use-asked'
import { permissionAreas } from './permission-areas'
import { roleName } from './role-name'

interface RoleDrawerProps {
  /** Null: closed. */
  editing: RoleView | 'new' | null
  onDone: () => void
}

const scopes: readonly Scope[] = ['own', 'group', 'tenant']

/** A new role, one to change, or a built-in one to look at. */
export function RoleDrawer({ editing, onDone }: RoleDrawerProps) {
  const texts = useTexts()
  const { roles: words, keys } = texts
  const role = editing === 'new' ? null : editing
  return (
    <Dialog
      open={editing !== null}
      side
      width={440}
      title={role ? words.editTitle(roleName(texts, role)) : words.add}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {editing !== null && <RoleForm key={role?.id ?? 'new'} role={role} onDone={onDone} />}
    </Dialog>
  )
}

function RoleForm({ role, onDone }: { role: RoleView | null; onDone: () => void }) {
  const texts = useTexts()
  const { roles: words } = texts
  const { me } = useDesk()
  const change = useChange('role.list')
  const [name, setName] = useState(role ? roleName(texts, role) : '')
  const [scope, setScope] = useState<Scope>(role?.scope ?? 'own')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role?.permissions))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isFixed = role?.builtIn === true

  const toggle = (permission: Permission, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(permission)
    else next.delete(permission)
    setChosen(next)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setComplaint(words.nameMissing)
    if (busy || isFixed) return
    setBusy(true)
    const facts = { name: name.trim(), scope, permissions: [...chosen] as Permission[] }
    const reply = role
      ? await change('role.update', { roleId: role.id, version: role.version, ...facts })
      : await change('role.create', facts)
    setBusy(false)
    if (reply.ok) onDone()
    else setComplaint(errorWords(texts, reply.error.code))
  }

  return (
    <form className="member-form" noValidate onSubmit={(event) => void save(event)}>
      {isFixed && <p className="roles-hint">{words.fixed}</p>}
      <label>
        {words.columns.name}
        <input
          data-first-focus
          value={name}
          maxLength={40}
          disabled={isFixed}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <fieldset disabled={isFixed}>
        <legend>{words.columns.scope}</legend>
        {scopes.map((one) => (
          <label key={one} className="member-form-choice">
            <input type="radio" name="scope" checked={scope === one} onChange={() => setScope(one)} />
            {words.scopes[one]}
            <small>{words.scopeHints[one]}</small>
          </label>
        ))}
      </fieldset>
      {permissionAreas.map(({ area, permissions }) => (
        <fieldset key={area} disabled={isFixed}>
          <legend>{words.areas[area]}</legend>
          {permissions.map((permission) => (
            <label key={permission} className="member-form-choice">
              <input
                type="checkbox"
                checked={chosen.has(permission)}
                // Nobody gives away what he does not have.
                disabled={!me.permissions.includes(permission)}
                onChange={({ target }) => toggle(permission, target.checked)}
              />
              {words.permissions[permission]}
            </label>
          ))}
        </fieldset>
      ))}
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{isFixed ? texts.keys.close : texts.rules.cancel}</Button>
        {!isFixed && (
          <Button type="primary" htmlType="submit" loading={busy}>
            {texts.rules.save}
          </Button>
        )}
      </div>
    </form>
  )
}
