import type { RoleView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { RemoveRole } from './remove-role'
import { RoleDrawer } from './role-drawer'
import { roleName } from './role-name'
import '../member/members.css'
import './roles.css'
import '../group/groups.css'

/** 角色权限 (ACC-03, ACC-10): which menus and actions a role opens, and on whose data. */
export function RolesPage() {
  const texts = useTexts()
  const { roles: words } = texts
  const asked = useAsked('role.list', {})
  const [editing, setEditing] = useState<RoleView | 'new' | null>(null)

  const [removing, setRemoving] = useState<RoleView | null>(null)
  const roles = asked.data?.roles
  return (
    <>
      <PageHead title={words.title} fact={roles && words.count(roles.length)}>
        <Button type="primary" size="small" onClick={() => setEditing('new')}>
          {words.add}
        </Button>
      </PageHead>
      <div className="page-scroll">
        {roles ? (
          <table className="page-table roles-table">
            <thead>
              <tr>
                <th scope="col">{words.columns.name}</th>
                <th scope="col">{words.columns.scope}</th>
                <th scope="col" className="roles-number">
                  {words.columns.permissions}
                </th>
                <th scope="col" className="roles-number">
                  {words.columns.members}
                </th>
                <th scope="col">{words.columns.actions}</th>
              </tr>
            </thead>
            <tbody>
              {roles.map((role) => (
                <tr key={role.id}>
                  <th scope="row">
                    {roleName(texts, role)}
                    {role.builtIn && <small className="roles-built-in">{words.builtIn}</small>}
                  </th>
                  <td>{words.scopes[role.scope]}</td>
                  <td className="roles-number">{role.permissions.length}</td>
                  <td className="roles-number">{role.memberCount}</td>
                  <td>
                    <span className="groups-does">
                      <Does
                        what={role.builtIn ? words.look : words.edit}
                        role={roleName(texts, role)}
                        onDo={() => setEditing(role)}
                      />
                      {!role.builtIn && <Does what={words.remove} role={role.name} onDo={() => setRemoving(role)} />}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={4} />
        )}
        <p className="roles-hint">{words.hint}</p>
      </div>
      <RoleDrawer editing={editing} onDone={() => setEditing(null)} />
      <RemoveRole role={removing} onDone={() => setRemoving(null)} />
    </>
  )
}

function Does({ what, role, onDo }: { what: string; role: string; onDo: () => void }) {
  const { members } = useTexts()
  return (
    <button type="button" className="plain-button" aria-label={members.doTo(what, role)} onClick={onDo}>
      {what}
    </button>
  )
}
