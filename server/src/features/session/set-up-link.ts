import { createHash, randomBytes } from 'node:crypto'
import type { operations } from '@keqiao/contract'
import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { z } from 'zod'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { isRefused, refuse, type Refused, type Services } from '../../platform/operations'
import { createMember, findMemberByAccount, recordOf, type Credentials } from '../member'
import { readTenant } from '../tenant'
import { insertSetUpLink, lockSetUpLink, useSetUpLink } from './set-up-link.store'

/** A day: long enough to reach somebody, short enough to be forgotten in a mailbox. */
export const setUpLinkLastsMs = 24 * 3_600_000

/** Dialogues an administrator may hold at once until he says otherwise. */
const firstCapacity = 10

// 32 random bytes, which no search can hit: a plain hash is enough.
const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Makes a link's token; the merchant's earlier links are void. Only its hash is kept. */
export async function makeSetUpToken(doors: Doors, tenantId: TenantId): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await doors.withSystem('make a set-up link', (tx) => insertSetUpLink(tx, tenantId, hashOf(token), setUpLinkLastsMs))
  return token
}

type SetUpInput = z.output<typeof operations.session.setUp.input>

export interface SetUpParts {
  /** The first administrator serves every group there is; in the transaction that makes him. */
  joinAllGroups(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<GroupId[]>
  giveFirstPassword(credentials: Credentials): Promise<void>
}

/**
 * Makes the administrator whom the link is for. A link works once; a repeat with the same account, whose answer or
 * password was lost on the way, comes to its end. Whoever has a password keeps it.
 */
export async function setUp(
  services: Services,
  parts: SetUpParts,
  { token, account, nickname, password }: SetUpInput,
): Promise<Credentials | Refused> {
  const tokenHash = hashOf(token)
  const made = await services.doors.withSystem('set up a merchant', async (tx) => {
    const link = await lockSetUpLink(tx, tokenHash)
    const tenant = link && (await readTenant(tx, link.tenant_id))
    if (!link || !tenant) return refuse('set_up_link_invalid')
    if (tenant.status !== 'active') return refuse('tenant_suspended')
    const tenantId = tenant.id
    const known = { tenantId, tenantCode: tenant.code, account, nickname, password }
    if (link.member_id) {
      const theSame = (await findMemberByAccount(tx, tenantId, account)) === link.member_id
      return theSame ? { ...known, memberId: link.member_id } : refuse('set_up_link_invalid')
    }
    const facts = { account, nickname, roleKey: 'administrator', capacity: firstCapacity }
    const memberId = await createMember(tx, tenantId, facts)
    if (!memberId) return refuse('account_taken')
    const groupIds = await parts.joinAllGroups(tx, tenantId, memberId)
    await useSetUpLink(tx, tokenHash, memberId)
    const payload = { memberId, account, nickname, role: 'administrator', capacity: firstCapacity, groupIds }
    const actor = { kind: 'system', tenantId, id: 'system', name: 'system' } as const
    const now = services.clock.now()
    await recordOf({ tx, now, services }, actor, memberId, { type: 'member.created', payload })
    return { ...known, memberId }
  })
  if (!isRefused(made)) await parts.giveFirstPassword(made)
  return made
}
