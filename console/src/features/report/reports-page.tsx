import { Link, Outlet } from '@tanstack/react-router'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { ConnectionBar } from '../desk/connection-bar'
import { useDesk } from '../desk/desk-context'
import { WorkBar } from '../desk/work-bar'
import { reportMenu } from './report-menu'
import { useReportTexts } from './use-report-texts'
import '../manage/manage.css'
import './reports.css'
import './overview.css'
import './reports-print.css'

/** 报表: a side menu with the overview and the seven reports, and what was chosen in it. */
export function ReportsPage() {
  const texts = useTexts()
  const words = useReportTexts()
  const { me } = useDesk()
  return (
    <div className="manage reports">
      <WorkBar area="reports" />
      <ConnectionBar />
      <div className="manage-areas">
        <nav className="side-menu" aria-label={texts.reports.title}>
          <p className="side-menu-section">{words.sections.overview}</p>
          <Link to="/reports/overview" activeProps={{ className: 'active' }}>
            <Icon name="chart" />
            {words.overview}
          </Link>
          <p className="side-menu-section">{words.sections.standard}</p>
          {reportMenu.map(({ report, icon }) => (
            <Link key={report} to="/reports/$report" params={{ report }} activeProps={{ className: 'active' }}>
              <Icon name={icon} />
              {words.names[report]}
            </Link>
          ))}
          {me.permissions.includes('settings:manage') && (
            <>
              <p className="side-menu-section">{words.sections.settings}</p>
              <Link to="/manage/metrics">
                <Icon name="list" />
                {texts.rules.menu.metrics}
              </Link>
            </>
          )}
        </nav>
        <main className="manage-page report-page">
          <Outlet />
        </main>
      </div>
    </div>
  )
}
