import type { SiteVisitorView } from '@keqiao/contract'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { regionWords } from '../contact/who'
import { useServerNow } from '../desk/clock'
import { formatWaiting } from '../desk/waiting-time'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { InviteDialog } from './invite-dialog'

/** Who is on a page comes and goes with every beat of the pages; the list is in the server's memory. Milliseconds. */
const refreshMs = 3_000

/** 访客: who has a page of the shop open, and inviting him. */
export function VisitorsPage() {
  const { monitor } = useTexts()
  const words = monitor.visitors
  const asked = useAsked('monitor.visitors', {}, refreshMs)
  const [invited, setInvited] = useState<SiteVisitorView | null>(null)
  const { data } = asked
  return (
    <main className="monitor-main">
      <header className="monitor-head">
        <h2>{words.title}</h2>
        {data && <span className="monitor-live">{words.count(data.count)}</span>}
      </header>
      <div className="monitor-scroll">
        {!data &&
          (asked.isError ? <PageFailed error={asked.error} onRetry={() => void asked.refetch()} /> : <PageLoading />)}
        {data && data.visitors.length === 0 && <PageEmpty text={data.enabled ? words.none : words.off} />}
        {data && data.visitors.length > 0 && (
          <table className="page-table visitors-table">
            <thead>
              <tr>
                <th scope="col">{words.visitor}</th>
                <th scope="col">{words.page}</th>
                <th scope="col">{words.from}</th>
                <th scope="col">{words.region}</th>
                <th scope="col">{words.here}</th>
                <th scope="col">{words.standing}</th>
                <th scope="col">
                  <span className="heard-only">{words.invite}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.visitors.map((visitor) => (
                <VisitorRow key={visitor.visitId} visitor={visitor} onInvite={() => setInvited(visitor)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <InviteDialog visitor={invited} onDone={() => setInvited(null)} />
    </main>
  )
}

/** A stranger's address: only the host is shown, and never as a link. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}

function VisitorRow({ visitor, onInvite }: { visitor: SiteVisitorView; onInvite: () => void }) {
  const texts = useTexts()
  const words = texts.monitor.visitors
  const now = useServerNow()
  const { name, member, returning, url, title, referrer, region, since, inConversation, invitation } = visitor
  const open = !inConversation && (invitation === null || invitation.state === 'accepted')
  return (
    <tr>
      <th scope="row">
        {name ?? words.stranger}{' '}
        <span className="side-tag">{member ? words.member : returning ? words.returning : words.first}</span>
      </th>
      <td className="ellipsis" title={url}>
        {title || url}
      </td>
      <td>{hostOf(referrer) || words.direct}</td>
      <td>{regionWords(texts, region)}</td>
      <td>{formatWaiting(now - since)}</td>
      <td>
        {inConversation
          ? words.inConversation
          : invitation && words.by(invitation.by.nickname, words.state[invitation.state])}
      </td>
      <td>
        <button
          type="button"
          className="small-button"
          disabled={!open}
          aria-label={words.inviteThis(name ?? words.stranger)}
          onClick={onInvite}
        >
          {words.invite}
        </button>
      </td>
    </tr>
  )
}
