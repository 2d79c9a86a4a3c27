import { operations, type SiteVisitorView } from '@keqiao/contract'
import { refuseInvitation, type ContactId, type MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { bind, query, refuse, type Bindable } from '../../platform/operations'
import { readChannels } from '../channel'
import type { InvitationOf } from '../conversation'
import { groupIdsOf } from '../group'
import { selectEngaged } from './site-visitors.store'
import type { SiteVisit, SiteVisitors } from './site-visitors'

/** More than anybody reads; the count is of all. */
const listed = 500
const channelsAsked = 100

/** Who is on the shop's pages, and inviting them; a supervisor of groups sees those whose channel leads to one of his. */
export function siteVisitorOperations(site: SiteVisitors): Bindable[] {
  return [listVisitors(site), inviteVisitor(site)]
}

/** Whose invitation a visitor has lately accepted: his conversation begins with that agent, if it may. */
export function invitationsOf(site: SiteVisitors): InvitationOf {
  return ({ tenantId, id }) => {
    const accepted = site.acceptedBy(tenantId, id)
    return accepted && { id: accepted.id, memberId: accepted.by.id, text: accepted.text }
  }
}

const listVisitors = (site: SiteVisitors): Bindable =>
  query(operations.monitor.visitors, async (actor, _input, { tx }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    site.looked(actor.tenantId)
    const channels = await readChannels(tx, actor.tenantId, { after: undefined, limit: channelsAsked })
    const visits = await reachable(tx, actor, site.of(actor.tenantId))
    const engaged = await engagedOf(tx, actor, visits)
    const latestFirst = visits.toSorted((one, other) => other.since - one.since).slice(0, listed)
    return {
      enabled: channels.some(({ settings }) => settings.showVisitors),
      count: visits.length,
      visitors: latestFirst.map((visit) => viewOf(visit, site, isEngaged(engaged, visit))),
    }
  })

/** The invitation has the client id of its command for its own: a repetition is the same invitation. */
function inviteVisitor(site: SiteVisitors): Bindable {
  return ({ doors, clock }) =>
    bind(operations.monitor.invite, async (actor, { visitId, text }, { clientId }) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      if (clientId === null) return refuse('client_id_required')
      const { tenantId } = actor
      const visit = site.find(tenantId, visitId)
      const last = site.invitationOf(tenantId, visitId)
      if (last?.id === clientId) return last.text === text ? { invitationId: clientId } : refuse('client_id_reused')
      const engaged = await doors.withTenant(tenantId, async (tx) => {
        const [reached] = visit ? await reachable(tx, actor, [visit]) : []
        return reached ? engagedOf(tx, actor, [reached]) : null
      })
      if (!visit || !engaged) return refuse('not_found')
      const reason = refuseInvitation({ inConversation: isEngaged(engaged, visit), invitation: last?.state ?? null })
      if (reason) return refuse('visitor_busy', { reason })
      const by = { id: actor.id, nickname: actor.name }
      site.invite({ id: clientId, tenantId, visitId, by, text, at: clock.now(), state: 'pending', contactId: null })
      return { invitationId: clientId }
    })
}

async function reachable(tx: Tx, actor: MemberActor, visits: readonly SiteVisit[]): Promise<readonly SiteVisit[]> {
  if (actor.scope === 'tenant') return visits
  const own = new Set(await groupIdsOf(tx, actor.tenantId, actor.id))
  return visits.filter(({ groupId }) => own.has(groupId))
}

function engagedOf(tx: Tx, { tenantId }: MemberActor, visits: readonly SiteVisit[]): Promise<Set<ContactId>> {
  return selectEngaged(
    tx,
    tenantId,
    visits.flatMap(({ contactId }) => contactId ?? []),
  )
}

const isEngaged = (engaged: ReadonlySet<ContactId>, { contactId }: SiteVisit) =>
  contactId !== null && engaged.has(contactId)

function viewOf(visit: SiteVisit, site: SiteVisitors, inConversation: boolean): SiteVisitorView {
  const { tenantId, contactId: _contactId, address: _address, ...shown } = visit
  const last = site.invitationOf(tenantId, visit.visitId)
  return { ...shown, inConversation, invitation: last && { by: last.by, at: last.at, state: last.state } }
}
