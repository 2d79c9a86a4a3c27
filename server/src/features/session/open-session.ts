import type { MemberId, TenantId } from '@keqiao/domain'
import { APIError } from 'better-auth'
import { refuse, type Refused } from '../../platform/operations'
import type { Credentials } from '../member'
import { ensureUser } from './set-password'
import { addressHeader, type AdmissionRefusal, type StaffAuth } from './staff-auth'

/** A member who has proved elsewhere who he is. */
export interface Proven {
  readonly tenantId: TenantId
  readonly memberId: MemberId
}

/** From where, and for how long. */
export interface OpenFacts {
  /** Keep the session over restarts of the browser. */
  readonly remember: boolean
  readonly address: string
  readonly userAgent: string
}

const refusals = ['tenant_suspended', 'member_disabled'] as const satisfies readonly AdmissionRefusal[]

/** Opens a session of the same kind as a password does, for somebody whom a provider vouches for. Returns its cookies. */
export async function openSession(
  auth: StaffAuth,
  member: Omit<Credentials, 'password'>,
  { remember, address, userAgent }: OpenFacts,
): Promise<string[] | Refused> {
  await ensureUser(auth, member)
  const headers = new Headers({ [addressHeader]: address, 'user-agent': userAgent.replace(/[^\x20-\x7e]/g, '') })
  try {
    const body = { userId: member.memberId, rememberMe: remember }
    const opened = await auth.api.openSession({ body, headers, returnHeaders: true })
    return opened.headers.getSetCookie()
  } catch (error) {
    const code = error instanceof APIError && error.statusCode < 500 ? error.body?.code : undefined
    const known = refusals.find((one) => one === code)
    if (known) return refuse(known)
    throw error
  }
}
