import type { SingleSignOnSettings } from '@keqiao/contract'
import type { MemberId } from '@keqiao/domain'
import { refuse, type Refused } from '../../platform/operations'
import {
  accountsFor,
  hire,
  holdProvisioning,
  noteFirstSignIn,
  promote,
  selectUpstream,
  shortened,
  type ProvisionContext,
} from '../provisioning'
import { insertIdentity, selectIdentity } from './single-sign-on.store'

/** What a provider says of somebody. */
export type Claims = { readonly sub: string } & Readonly<Record<string, unknown>>

const textOf = (claims: Claims, name: string): string | null => {
  const value = claims[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 254) : null
}

/** An address counts only when the provider says that it has seen to it. */
const verifiedMail = (claims: Claims): string | null =>
  claims['email_verified'] === true || claims['email_verified'] === 'true' ? textOf(claims, 'email') : null

/**
 * The member whom a provider's person is: the one he was before; else one whom the back office has named by the
 * provider's id, by the user name, or by an address that the provider vouches for; else a new one, where the merchant
 * wants that. Accounts that were made at the console are nobody's but by their password.
 */
export async function findOrMakeMember(
  context: ProvisionContext,
  settings: SingleSignOnSettings,
  claims: Claims,
): Promise<MemberId | Refused> {
  const { tx, tenantId, now } = context
  // As the provider writes itself: a slash more in the setting makes nobody another person.
  const issuer = textOf(claims, 'iss') ?? settings.issuer
  await holdProvisioning(tx, tenantId)
  const known = await selectIdentity(tx, tenantId, issuer, claims.sub)
  const found = known ?? (await findProvisioned(context, claims))
  if (typeof found !== 'string' && found !== null) return found
  if (found === null && !settings.createsAccounts) return refuse('sso_member_unknown')
  const memberId = found ?? (await makeMember(context, claims))
  if (known === null) {
    const identity = { issuer, subject: claims.sub, memberId, now }
    if (!(await insertIdentity(tx, tenantId, identity))) return refuse('sso_ambiguous')
  }
  if (isMainAccount(settings, claims)) await promote(context, memberId)
  return memberId
}

async function findProvisioned({ tx, tenantId }: ProvisionContext, claims: Claims): Promise<MemberId | Refused | null> {
  const mail = verifiedMail(claims)
  const name = textOf(claims, 'preferred_username')
  for (const keys of [
    { externalId: claims.sub },
    ...(name === null ? [] : [{ userName: name }]),
    ...(mail === null ? [] : [{ userName: mail }, { email: mail }]),
  ]) {
    const rows = (await selectUpstream(tx, tenantId, keys)).filter(({ origin }) => origin === 'scim')
    if (rows.length > 1) return refuse('sso_ambiguous')
    if (rows[0]) return rows[0].id
  }
  return null
}

async function makeMember(context: ProvisionContext, claims: Claims): Promise<MemberId> {
  const userName = textOf(claims, 'preferred_username') ?? textOf(claims, 'email') ?? 'user'
  const called = textOf(claims, 'nickname') ?? textOf(claims, 'name') ?? userName
  const memberId = await hire(context, {
    accounts: accountsFor({ userName, account: null }),
    nickname: shortened(called),
    roleKey: 'agent',
    capacity: undefined,
  })
  await noteFirstSignIn(context, memberId)
  return memberId
}

/** Whether the provider names him the main account; a list holds it, or the value is it. */
export function isMainAccount({ mainClaim, mainValue }: SingleSignOnSettings, claims: Claims): boolean {
  if (mainClaim === '' || mainValue === '') return false
  const said = claims[mainClaim]
  const values: unknown[] = Array.isArray(said) ? said : [said]
  return values.some((value) => ['string', 'number', 'boolean'].includes(typeof value) && String(value) === mainValue)
}
