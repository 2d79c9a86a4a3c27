import { Link } from '@tanstack/react-router'
import { useTexts } from '../../i18n/language'
import { Logo } from '../../icons/logo'
import { manageMenuFor } from '../manage/manage-menu'
import { reportPermission } from '../report/report-menu'
import { AcceptButton } from '../routing/accept-button'
import { ConnectionLamp } from './connection-lamp'
import { useDesk } from './desk-context'
import { NoticesMenu } from './notices-menu'
import { PresenceSelect } from './presence-select'
import { SettingsMenu } from './settings-menu'
import './work-bar.css'

/** 客服工作辅助功能 and the entries of the other areas: on top of every page. */
export function WorkBar({ area = 'reception' }: { area?: 'reception' | 'monitor' | 'manage' | 'reports' }) {
  const texts = useTexts()
  const { me } = useDesk()
  const areaNames = {
    reception: texts.desk.reception,
    monitor: texts.monitor.title,
    manage: texts.manage.title,
    reports: texts.reports.title,
  }
  const manages = manageMenuFor(me).length > 0
  return (
    <header className="work-bar">
      <h1 className="heard-only">{areaNames[area]}</h1>
      <Logo size={22} />
      <span className="work-bar-product">{texts.product}</span>
      <span className="work-bar-line" />
      <span className="work-bar-merchant ellipsis" title={me.tenant.name}>
        {me.tenant.name}
      </span>
      <nav className="work-bar-areas" aria-label={texts.desk.areas}>
        <Link to="/desk" activeProps={{ className: 'active' }}>
          {texts.desk.reception}
        </Link>
        {me.permissions.includes('monitor:read') && (
          <Link to="/monitor" activeProps={{ className: 'active' }}>
            {texts.monitor.title}
          </Link>
        )}
        {manages && (
          <Link to="/manage" activeProps={{ className: 'active' }}>
            {texts.manage.title}
          </Link>
        )}
        {me.permissions.includes(reportPermission) && (
          <Link to="/reports" activeProps={{ className: 'active' }}>
            {texts.reports.title}
          </Link>
        )}
      </nav>
      <span className="spacer" />
      <PresenceSelect />
      <AcceptButton />
      <span className="work-bar-line" />
      <ConnectionLamp />
      <NoticesMenu />
      <SettingsMenu />
    </header>
  )
}
