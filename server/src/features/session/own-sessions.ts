import type { MemberId } from '@keqiao/domain'
import type { StaffAuth } from './staff-auth'

/** A live session as its owner sees it. Instants are epoch milliseconds. */
export interface OwnSession {
  readonly id: string
  readonly userAgent: string
  readonly address: string
  readonly remembered: boolean
  readonly createdAt: number
  /** When it was last renewed: as fine as the life of a token. */
  readonly usedAt: number
}

interface StoredSession {
  readonly id: string
  readonly userAgent?: string | null
  readonly ipAddress?: string | null
  readonly remembered: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly expiresAt: Date
}

const ofMember = (memberId: MemberId) => ({ field: 'userId', value: memberId })

/** Live sessions of a member, last used first. */
export async function listSessions(auth: StaffAuth, memberId: MemberId, now: number): Promise<OwnSession[]> {
  const { adapter } = await auth.$context
  const rows = await adapter.findMany<StoredSession>({ model: 'session', where: [ofMember(memberId)], limit: 100 })
  return rows
    .filter(({ expiresAt }) => expiresAt.getTime() > now)
    .map((row) => ({
      id: row.id,
      userAgent: row.userAgent ?? '',
      address: row.ipAddress ?? '',
      remembered: row.remembered,
      createdAt: row.createdAt.getTime(),
      usedAt: row.updatedAt.getTime(),
    }))
    .toSorted((one, other) => other.usedAt - one.usedAt)
}

/** Ends the sessions of a member: all, all but one, or only one. Returns how many there were. */
export async function endSessions(
  auth: StaffAuth,
  memberId: MemberId,
  which: { readonly but?: string; readonly only?: string } = {},
): Promise<number> {
  const { adapter } = await auth.$context
  const where = [
    ofMember(memberId),
    ...(which.but === undefined ? [] : [{ field: 'id', operator: 'ne' as const, value: which.but }]),
    ...(which.only === undefined ? [] : [{ field: 'id', value: which.only }]),
  ]
  return adapter.deleteMany({ model: 'session', where })
}
