import type { MemberView } from '@keqiao/contract'
import { isAccount, maxCapacity } from '@keqiao/domain/account'
import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { passwordFault } from '../../i18n/password-fault'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { GivenPassword } from './given-password'
import { roleName } from '../role/role-name'
import { useRoles } from '../role/use-roles'
import { useChangeMember } from './use-members'

interface MemberDrawerProps {
  open: boolean
  /** Null: a new one. */
  member: MemberView | null
  groups: readonly { readonly id: string; readonly name: string }[]
  onDone: () => void
}

/** Adding and editing, beside the list it came from. */
export function MemberDrawer({ open, member, groups, onDone }: MemberDrawerProps) {
  const { members: texts, keys } = useTexts()
  return (
    <Dialog
      open={open}
      side
      width={440}
      title={member ? texts.editTitle(member.nickname) : texts.add}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <MemberForm key={member?.id ?? 'new'} member={member} groups={groups} onDone={onDone} />
    </Dialog>
  )
}

function MemberForm({ member, groups, onDone }: Omit<MemberDrawerProps, 'open'>) {
  const texts = useTexts()
  const { members: words } = texts
  const { me } = useDesk()
  const roles = useRoles()
  const changeMember = useChangeMember()
  const [account, setAccount] = useState('')
  const [nickname, setNickname] = useState(member?.nickname ?? '')
  const [role, setRole] = useState(member?.role ?? 'agent')
  const [capacity, setCapacity] = useState(String(member?.capacity ?? 10))
  const [groupIds, setGroupIds] = useState<readonly string[]>(
    member?.groupIds ?? groups.slice(0, 1).map(({ id }) => id),
  )
  const [password, setPassword] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const wrong = (): string | null => {
    if (!member && !isAccount(account)) return texts.session.accountWrong
    if (nickname.trim() === '') return texts.session.nicknameMissing
    if (!/^\d{1,3}$/.test(capacity) || Number(capacity) > maxCapacity) return words.capacityWrong(maxCapacity)
    return member ? null : passwordFault(texts.session, password)
  }

  const save = async () => {
    const problem = wrong()
    setComplaint(problem)
    if (problem !== null || busy) return
    setBusy(true)
    const facts = { nickname: nickname.trim(), role, capacity: Number(capacity), groupIds: [...groupIds] }
    const reply = member
      ? await changeMember('member.update', { memberId: member.id, ...facts })
      : await changeMember('member.create', { account, password, ...facts })
    setBusy(false)
    if (reply.ok) onDone()
    else setComplaint(errorWords(texts, reply.error.code))
  }

  const isMe = member?.id === me.member.id
  const managed = member?.managed ?? false
  return (
    <form
      className="member-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      {member ? (
        <p className="member-form-account">
          {words.signsInAs(`${me.tenant.code}:${member.account}`)}
          {managed && <small>{words.managedHint}</small>}
        </p>
      ) : (
        <label>
          {words.columns.account}
          <span className="member-form-prefixed">
            <span>{`${me.tenant.code}:`}</span>
            <input
              data-first-focus
              value={account}
              maxLength={64}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => setAccount(event.target.value.toLowerCase())}
            />
          </span>
          <small>{words.accountHint}</small>
        </label>
      )}
      <label>
        {words.columns.nickname}
        <input
          {...(member ? { 'data-first-focus': true } : {})}
          value={nickname}
          maxLength={40}
          readOnly={managed}
          onChange={(event) => setNickname(event.target.value)}
        />
        <small>{words.nicknameHint}</small>
      </label>
      <fieldset>
        <legend>{words.columns.role}</legend>
        {roles.map((one) => (
          <label key={one.key} className="member-form-choice">
            <input
              type="radio"
              name="role"
              checked={role === one.key}
              disabled={(isMe || managed) && one.key !== role}
              onChange={() => setRole(one.key)}
            />
            {roleName(texts, one)}
          </label>
        ))}
      </fieldset>
      <label>
        {words.capacity}
        <input
          inputMode="numeric"
          value={capacity}
          maxLength={3}
          onChange={(event) => setCapacity(event.target.value.replace(/\D/g, ''))}
        />
      </label>
      <fieldset>
        <legend>{words.columns.groups}</legend>
        {groups.map(({ id, name }) => (
          <label key={id} className="member-form-choice">
            <input
              type="checkbox"
              checked={groupIds.includes(id)}
              onChange={({ target: { checked } }) =>
                setGroupIds(checked ? [...groupIds, id] : groupIds.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      {!member && <GivenPassword value={password} onChange={setPassword} />}
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}
