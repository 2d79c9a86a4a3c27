import { Link, Outlet } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { ConnectionBar } from '../desk/connection-bar'
import { useDesk } from '../desk/desk-context'
import { WorkBar } from '../desk/work-bar'
import { openDownloads } from '../export/download-centre-state'
import { manageMenuFor } from './manage-menu'
import './manage.css'

/** 管理中心入口 (CON-01): a side menu, and what was chosen in it. */
export function ManagePage() {
  const texts = useTexts()
  const { me } = useDesk()
  return (
    <div className="manage">
      <WorkBar area="manage" />
      <ConnectionBar />
      <div className="manage-areas">
        <nav className="side-menu" aria-label={texts.manage.title}>
          {manageMenuFor(me).map(({ label, entries }) => (
            <Fragment key={label(texts)}>
              <p className="side-menu-section">{label(texts)}</p>
              {entries.map((entry) => (
                <Link key={entry.to} to={entry.to} activeProps={{ className: 'active' }}>
                  <Icon name={entry.icon} />
                  {entry.label(texts)}
                </Link>
              ))}
            </Fragment>
          ))}
          <button type="button" className="side-menu-button" onClick={openDownloads}>
            <Icon name="download" />
            {texts.dialogues.exports.centre}
          </button>
        </nav>
        <main className="manage-page">
          <Outlet />
        </main>
      </div>
    </div>
  )
}
