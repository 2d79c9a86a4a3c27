import type { SiteVisitorView } from '@keqiao/contract'
import {
  answeredInvitation,
  type ContactId,
  type InvitationState,
  type MemberFacts,
  type TenantId,
} from '@keqiao/domain'
import type { Bus, BusMessage } from '../../platform/bus'
import type { Clock } from '../../platform/clock'

/** A visitor whose browser has not been heard of for this long is gone. Milliseconds. */
const livesMs = 60_000
/** Of an invitation that was accepted: his conversation must begin within this time to be the inviter's. */
const acceptedMs = 10 * 60_000
const maxPerTenant = 2_000
const maxPerAddress = 20
/** A merchant whose list somebody has looked at lately hears of his visitors more often. */
const lookedMs = 15_000
export const beatEveryMs = { looked: 4_000, else: 20_000 } as const

const topic = 'site'

/** What is known of a visit; plain data, as the bus carries it. */
export interface SiteVisit extends Omit<SiteVisitorView, 'inConversation' | 'invitation'> {
  readonly tenantId: TenantId
  readonly contactId: ContactId | null
  readonly address: string
}

/** An invitation on its way between nodes. */
export interface Invitation {
  readonly id: string
  readonly tenantId: TenantId
  readonly visitId: string
  readonly by: MemberFacts
  readonly text: string
  readonly at: number
  readonly state: InvitationState
  /** Who accepted it. */
  readonly contactId: ContactId | null
}

type Told =
  | { readonly kind: 'visit'; readonly visit: SiteVisit }
  | { readonly kind: 'left'; readonly tenantId: TenantId; readonly visitId: string }
  | { readonly kind: 'invitation'; readonly invitation: Invitation }
  | { readonly kind: 'looked'; readonly tenantId: TenantId }

/**
 * Who has a page of a shop open, and who was invited. All of it is in memory and on the bus: a page visit alone writes
 * nothing (architecture.md section 5), a node that starts knows everybody again after one beat of theirs.
 *
 * Bounded: visits of a merchant, and of one address at a merchant; what is beyond is not listed.
 */
export interface SiteVisitors {
  /** Takes a beat; false: there are too many. */
  seen(visit: SiteVisit): boolean
  left(tenantId: TenantId, visitId: string): void
  of(tenantId: TenantId): readonly SiteVisit[]
  find(tenantId: TenantId, visitId: string): SiteVisit | null
  /** The last invitation of a visit. */
  invitationOf(tenantId: TenantId, visitId: string): Invitation | null
  invite(invitation: Invitation): void
  answer(invitation: Invitation, told: Exclude<InvitationState, 'pending'>, contactId: ContactId | null): void
  /** Whose invitation a visitor has lately accepted; null: nobody's. */
  acceptedBy(tenantId: TenantId, contactId: ContactId): Invitation | null
  /** Somebody looks at the list. */
  looked(tenantId: TenantId): void
  /** How long until the next beat of a merchant's visitors. */
  everyMs(tenantId: TenantId): number
  stop(): void
}

interface Shop {
  readonly visits: Map<string, { readonly visit: SiteVisit; readonly seenAt: number }>
  readonly invitations: Map<string, Invitation>
  lookedAt: number
}

/** Starts the list of one process. */
export function createSiteVisitors({ bus, clock }: { readonly bus: Bus; readonly clock: Clock }): SiteVisitors {
  const shops = new Map<TenantId, Shop>()

  const shopOf = (tenantId: TenantId): Shop => {
    const known = shops.get(tenantId)
    if (known) return known
    const made: Shop = { visits: new Map(), invitations: new Map(), lookedAt: Number.NEGATIVE_INFINITY }
    shops.set(tenantId, made)
    return made
  }

  /** Forgets who is gone; a merchant of whom nothing is left costs nothing. */
  function sweep(tenantId: TenantId): Shop {
    const shop = shopOf(tenantId)
    const [now, today] = [clock.monotonic(), clock.now()]
    for (const [id, { seenAt }] of shop.visits) if (now - seenAt > livesMs) shop.visits.delete(id)
    for (const [id, { at, visitId }] of shop.invitations) {
      if (!shop.visits.has(visitId) && today - at > acceptedMs) shop.invitations.delete(id)
    }
    return shop
  }

  const tell = (told: Told): void => bus.publish(topic, told as unknown as BusMessage)
  const deaf = bus.subscribe(topic, (message) => take(message as unknown as Told, shopOf, clock.monotonic()))
  const cancel = everySoOften(clock, () => {
    for (const tenantId of shops.keys()) {
      const { visits, invitations } = sweep(tenantId)
      if (visits.size + invitations.size === 0) shops.delete(tenantId)
    }
  })

  return {
    seen(visit) {
      const { visits } = sweep(visit.tenantId)
      if (!visits.has(visit.visitId)) {
        const ofAddress = [...visits.values()].filter((one) => one.visit.address === visit.address).length
        if (visits.size >= maxPerTenant || ofAddress >= maxPerAddress) return false
      }
      tell({ kind: 'visit', visit })
      return true
    },
    left: (tenantId, visitId) => tell({ kind: 'left', tenantId, visitId }),
    of: (tenantId) => [...sweep(tenantId).visits.values()].map(({ visit }) => visit),
    find: (tenantId, visitId) => sweep(tenantId).visits.get(visitId)?.visit ?? null,
    invitationOf(tenantId, visitId) {
      return [...shopOf(tenantId).invitations.values()].findLast((one) => one.visitId === visitId) ?? null
    },
    invite: (invitation) => tell({ kind: 'invitation', invitation }),
    answer(invitation, told, contactId) {
      const state = answeredInvitation(invitation.state, told)
      tell({ kind: 'invitation', invitation: { ...invitation, state, contactId: contactId ?? invitation.contactId } })
    },
    acceptedBy(tenantId, contactId) {
      const found = [...shopOf(tenantId).invitations.values()].findLast(
        (one) => one.state === 'accepted' && one.contactId === contactId,
      )
      return found && clock.now() - found.at < acceptedMs ? found : null
    },
    looked: (tenantId) => tell({ kind: 'looked', tenantId }),
    everyMs(tenantId) {
      const { lookedAt } = shopOf(tenantId)
      return clock.monotonic() - lookedAt < lookedMs ? beatEveryMs.looked : beatEveryMs.else
    },
    stop() {
      deaf()
      cancel()
    },
  }
}

/** What this or another node has told. Only `tell` publishes on the topic, so what arrives has its shape. */
function take(told: Told, shopOf: (tenantId: TenantId) => Shop, at: number): void {
  switch (told.kind) {
    case 'visit':
      shopOf(told.visit.tenantId).visits.set(told.visit.visitId, { visit: told.visit, seenAt: at })
      return
    case 'left':
      shopOf(told.tenantId).visits.delete(told.visitId)
      return
    case 'invitation':
      shopOf(told.invitation.tenantId).invitations.set(told.invitation.id, told.invitation)
      return
    case 'looked':
      shopOf(told.tenantId).lookedAt = at
  }
}

function everySoOften(clock: Clock, work: () => void): () => void {
  let cancel = clock.setTimer(livesMs, again)
  function again(): void {
    work()
    cancel = clock.setTimer(livesMs, again)
  }
  return () => cancel()
}
