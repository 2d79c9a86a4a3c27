import { Link, Outlet } from '@tanstack/react-router'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { ConnectionBar } from '../desk/connection-bar'
import { WorkBar } from '../desk/work-bar'
import './manage.css'

/** 管理中心入口 (CON-01): a side menu, and what was chosen in it. */
export function ManagePage() {
  const { manage: texts } = useTexts()
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
          <Link to="/manage/channels" activeProps={{ className: 'active' }}>
            <Icon name="globe" />
            {texts.channels}
          </Link>
        </nav>
        <main className="manage-page">
          <Outlet />
        </main>
      </div>
    </div>
  )
}
