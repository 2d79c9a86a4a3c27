import { readActiveMembers } from '../features/member'
import type { Sessions } from '../features/session'
import { readActiveTenants } from '../features/tenant'
import type { Person, Services } from '../platform/operations'

/**
 * Of the connected people those who may not go on: their session ended or expired, they were disabled, or their merchant
 * was suspended. Three small queries for a whole slice of connections.
 */
export function findGone(
  { doors }: Services,
  { liveSessions }: Pick<Sessions, 'liveSessions'>,
  people: readonly Person[],
  sessionOf: (person: Person) => string | undefined,
): Promise<readonly Person[]> {
  const members = people.filter((person) => person.kind === 'member')
  const sessionIds = members.flatMap((member) => sessionOf(member) ?? [])
  return doors.withSystem('who may stay connected', async (tx) => {
    const tenants = await readActiveTenants(tx, [...new Set(people.map((person) => person.tenantId))])
    if (members.length === 0) return people.filter((person) => !tenants.has(person.tenantId))
    const active = await readActiveMembers(tx, [...new Set(members.map((member) => member.id))])
    const sessions = await liveSessions(tx, sessionIds)
    return people.filter((person) => {
      if (!tenants.has(person.tenantId)) return true
      return person.kind === 'member' && (!active.has(person.id) || !sessions.has(sessionOf(person) ?? ''))
    })
  })
}
