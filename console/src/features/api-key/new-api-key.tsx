import { keyScopes, type Permission } from '@keqiao/domain'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { CopyText } from '../channel/copy-text'
import { useDesk } from '../desk/desk-context'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { useChange } from '../manage/use-asked'
import { permissionAreas } from '../role/permission-areas'

const dayMs = 24 * 60 * 60 * 1_000
const lasts = ['30', '90', '365', '0'] as const

/** A form, then the key itself: once, until one says that one has kept it. */
export function NewApiKey({ open, onDone }: { open: boolean; onDone: () => void }) {
  const integrations = useIntegrationTexts()
  const { keys } = useTexts()
  const words = integrations.apiKeys
  const [token, setToken] = useState<string | null>(null)
  const close = () => {
    setToken(null)
    onDone()
  }
  return (
    <>
      <Dialog
        open={open && token === null}
        side
        width={440}
        title={words.add}
        close={{ label: keys.close, drawing: <Icon name="close" /> }}
        onClose={close}
      >
        <NewApiKeyForm onMade={setToken} onCancel={close} />
      </Dialog>
      {/* Esc and a click beside it do not close it: what is gone is gone. */}
      <Dialog open={token !== null} width={520} title={words.made} onClose={() => undefined}>
        {token !== null && (
          <div className="api-key-made">
            <p>{words.once}</p>
            <div className="api-key-token">
              <code>{token}</code>
              <CopyText text={token} label={integrations.copy(words.columns.key)} />
            </div>
            <p>{words.use}</p>
            <pre>{`Authorization: Bearer ${token.slice(0, 11)}_…`}</pre>
            <AskBeforeLeaving dirty />
          </div>
        )}
        <div className="dialog-foot">
          <Button type="primary" onClick={close}>
            {words.done}
          </Button>
        </div>
      </Dialog>
    </>
  )
}

function NewApiKeyForm({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
  const texts = useTexts()
  const words = useIntegrationTexts().apiKeys
  const change = useChange('apiKey.list')
  const [name, setName] = useState('')
  const [days, setDays] = useState<(typeof lasts)[number]>('90')
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(new Set())
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setComplaint(words.nameMissing)
    if (chosen.size === 0) return setComplaint(words.scopesMissing)
    if (busy) return
    setBusy(true)
    const expiresAt = days === '0' ? null : Math.ceil(Date.now() / 60_000) * 60_000 + Number(days) * dayMs
    const reply = await change('apiKey.create', { name: name.trim(), scopes: [...chosen], expiresAt })
    setBusy(false)
    if (!reply.ok) return setComplaint(errorWords(texts, reply.error.code))
    // Only a repeated call, whose first answer was lost, has none: then it is of no use to anybody.
    if (reply.result.token === null) return onCancel()
    onMade(reply.result.token)
  }

  return (
    <form className="member-form" noValidate onSubmit={(event) => void make(event)}>
      <label>
        {words.name}
        <input
          data-first-focus
          value={name}
          maxLength={60}
          placeholder={words.nameHint}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label>
        {words.expiresLabel}
        <select
          className="integrations-select"
          value={days}
          onChange={({ target }) => setDays(target.value as (typeof lasts)[number])}
        >
          {lasts.map((one) => (
            <option key={one} value={one}>
              {words.lasts[one]}
            </option>
          ))}
        </select>
      </label>
      <Scopes chosen={chosen} onChange={setChosen} />
      <FormEnd complaint={complaint} busy={busy} submit={words.create} onCancel={onCancel} />
    </form>
  )
}

interface ScopesProps {
  chosen: ReadonlySet<Permission>
  onChange: (chosen: ReadonlySet<Permission>) => void
}

function Scopes({ chosen, onChange }: ScopesProps) {
  const { roles } = useTexts()
  const { me } = useDesk()
  const toggle = (permission: Permission, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(permission)
    else next.delete(permission)
    onChange(next)
  }
  return permissionAreas
    .map(({ area, permissions }) => ({ area, permissions: permissions.filter((one) => keyScopes.includes(one)) }))
    .filter(({ permissions }) => permissions.length > 0)
    .map(({ area, permissions }) => (
      <fieldset key={area}>
        <legend>{roles.areas[area]}</legend>
        {permissions.map((permission) => (
          <label key={permission} className="member-form-choice">
            <input
              type="checkbox"
              checked={chosen.has(permission)}
              // Nobody gives away what he does not have.
              disabled={!me.permissions.includes(permission)}
              onChange={({ target }) => toggle(permission, target.checked)}
            />
            {roles.permissions[permission]}
          </label>
        ))}
      </fieldset>
    ))
}
