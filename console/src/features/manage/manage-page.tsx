import { Link, Outlet } from '@tanstack/react-router'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { ConnectionBar } from '../desk/connection-bar'
import { useDesk } from '../desk/desk-context'
import { WorkBar } from '../desk/work-bar'
import './manage.css'

/** 管理中心入口 (CON-01): a side menu, and what was chosen in it. */
export function ManagePage() {
  const { manage: texts, rules } = useTexts()
  const { me } = useDesk()
  const may = (permission: string) => me.permissions.includes(permission)
  return (
    <div className="manage">
      <WorkBar area="manage" />
      <ConnectionBar />
      <div className="manage-areas">
        <nav className="side-menu" aria-label={texts.title}>
          <p className="side-menu-section">{texts.team}</p>
          <Link to="/manage/members" activeProps={{ className: 'active' }}>
            <Icon name="user" />
            {texts.members}
          </Link>
          {may('settings:manage') && (
            <Link to="/manage/groups" activeProps={{ className: 'active' }}>
              <Icon name="list" />
              {rules.menu.groups}
            </Link>
          )}
          <p className="side-menu-section">{rules.menu.reception}</p>
          <Link to="/manage/channels" activeProps={{ className: 'active' }}>
            <Icon name="globe" />
            {texts.channels}
          </Link>
          {may('offlineMessage:read') && (
            <Link to="/manage/offline-messages" activeProps={{ className: 'active' }}>
              <Icon name="inbox" />
              {rules.menu.offline}
            </Link>
          )}
          {may('settings:manage') && (
            <>
              <Link to="/manage/routing" activeProps={{ className: 'active' }}>
                <Icon name="transfer" />
                {rules.menu.routing}
              </Link>
              <Link to="/manage/hours" activeProps={{ className: 'active' }}>
                <Icon name="clock" />
                {rules.menu.hours}
              </Link>
            </>
          )}
        </nav>
        <main className="manage-page">
          <Outlet />
        </main>
      </div>
    </div>
  )
}
