import type { MemberView } from '@keqiao/contract'
import { useDesk } from '../desk/desk-context'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { roleName } from '../role/role-name'
import { useRoles } from '../role/use-roles'
import { Avatar } from './avatar'
import { memberColumns, type MemberColumn, type MembersSearch } from './members-search'

type Action = 'edit' | 'password' | 'secondStep' | 'disable' | 'enable'

interface MemberTableProps {
  rows: readonly MemberView[]
  search: MembersSearch
  groupNames: (member: MemberView) => string
  onSort: (column: MemberColumn) => void
  onDo: (what: Action, member: MemberView) => void
}

/** The staff, one a row; every column sorts. */
export function MemberTable({ rows, search, groupNames, onSort, onDo }: MemberTableProps) {
  const { members: texts } = useTexts()
  const sorted = search.sort ?? 'account'
  return (
    <table className="members-table">
      <thead>
        <tr>
          {memberColumns.map((column) => (
            <th
              key={column}
              scope="col"
              data-column={column}
              aria-sort={sorted === column ? (search.desc ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" onClick={() => onSort(column)}>
                {texts.columns[column]}
                <span aria-hidden="true">{sorted === column ? (search.desc ? '↓' : '↑') : ''}</span>
              </button>
            </th>
          ))}
          <th scope="col">{texts.actions}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((member) => (
          <MemberRow key={member.id} member={member} groups={groupNames(member)} onDo={(what) => onDo(what, member)} />
        ))}
      </tbody>
    </table>
  )
}

interface MemberRowProps {
  member: MemberView
  groups: string
  onDo: (what: Action) => void
}

function MemberRow({ member, groups, onDo }: MemberRowProps) {
  const all = useTexts()
  const { members: texts } = all
  const { me } = useDesk()
  const language = useLanguageTag()
  const { nickname, account, role, active, capacity, disabled, origin, managed } = member
  const given = useRoles().find(({ key }) => key === role)
  const isMe = member.id === me.member.id
  // Row by row the same words: a screen reader hears whose they are.
  const action = (what: Action) => (
    <button
      type="button"
      className="plain-button"
      aria-label={texts.doTo(texts.does[what], nickname)}
      onClick={() => onDo(what)}
    >
      {texts.does[what]}
    </button>
  )
  return (
    <tr data-disabled={disabled}>
      <th scope="row">
        <span className="members-who">
          <Avatar memberId={member.id} name={nickname} />
          <span className="ellipsis" title={nickname}>
            {nickname}
          </span>
          {isMe && <span className="members-tag">{texts.you}</span>}
          {origin !== 'local' && <span className="members-tag">{texts.origins[origin]}</span>}
        </span>
      </th>
      <td>{account}</td>
      <td>{given && roleName(all, given)}</td>
      <td>
        <span className="members-groups ellipsis" title={groups}>
          {groups === '' ? '—' : groups}
        </span>
      </td>
      <td>
        <StatusWords member={member} />
      </td>
      <td data-column="load">{`${active} / ${capacity}`}</td>
      <td>{fullDate(member.createdAt, language)}</td>
      <td>
        <span className="members-does">
          {action('edit')}
          {!isMe && action('password')}
          {!isMe && member.secondFactor && action('secondStep')}
          {!isMe && !managed && action(disabled ? 'enable' : 'disable')}
        </span>
      </td>
    </tr>
  )
}

function StatusWords({ member: { disabled, connected, status } }: { member: MemberView }) {
  const { members: texts, presence } = useTexts()
  if (disabled) return <span className="members-tag">{texts.disabled}</span>
  const lamps = { online: '', busy: 'lamp-amber', away: 'lamp-grey' }
  return (
    <span className="members-status">
      <span className={`lamp ${connected ? lamps[status] : 'lamp-hollow'}`} />
      {connected ? presence[status] : texts.notConnected}
    </span>
  )
}
