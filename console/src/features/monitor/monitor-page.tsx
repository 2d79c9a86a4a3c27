import { Link, Outlet } from '@tanstack/react-router'
import { useTexts } from '../../i18n/language'
import { ConnectionBar } from '../desk/connection-bar'
import { useDesk } from '../desk/desk-context'
import { WorkBar } from '../desk/work-bar'
import { BoardProvider } from './board-context'
import '../desk/dialogue-list.css'
import './monitor.css'

/** 监控 (MGT-16, MGT-17): the board of groups, and the dialogues that go on. */
export function MonitorPage() {
  const { monitor } = useTexts()
  const { me } = useDesk()
  return (
    <div className="monitor">
      <WorkBar area="monitor" />
      <ConnectionBar />
      <nav className="monitor-views" aria-label={monitor.title}>
        <Link to="/monitor" activeOptions={{ exact: true, includeSearch: false }} activeProps={{ className: 'active' }}>
          {monitor.views.board}
        </Link>
        <Link to="/monitor/dialogues" activeProps={{ className: 'active' }}>
          {monitor.views.dialogues}
        </Link>
        {me.permissions.includes('visitor:invite') && (
          <Link to="/monitor/visitors" activeProps={{ className: 'active' }}>
            {monitor.views.visitors}
          </Link>
        )}
      </nav>
      <BoardProvider>
        <Outlet />
      </BoardProvider>
    </div>
  )
}
