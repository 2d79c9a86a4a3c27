import type { Client, Input, OperationName, Output, Reply } from '@keqiao/client'
import type { MemberView } from '@keqiao/contract'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'

/** Presence and load of the others change by themselves; the list follows at this pace, in milliseconds. */
const followMs = 10_000
const pageLimit = 200

async function allMembers(client: Client): Promise<MemberView[]> {
  const members: MemberView[] = []
  for (let more = true; more;) {
    const after = members.at(-1)?.account
    const reply = await client.call('member.list', { standing: 'all', limit: pageLimit, ...(after && { after }) })
    if (!reply.ok) throw new RefusedError(reply.error)
    members.push(...reply.result.members)
    ;({ more } = reply.result)
  }
  return members
}

async function allGroups(client: Client): Promise<Output<'group.list'>['groups']> {
  const reply = await client.call('group.list', {})
  if (!reply.ok) throw new RefusedError(reply.error)
  return reply.result.groups
}

const membersKey = ['members'] as const

/** The merchant's staff, disabled ones too, with the names of their groups; kept fresh while it is looked at. */
export function useMembers() {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  const members = useQuery(
    queryOptions({
      queryKey: [...membersKey, me.tenant.id],
      queryFn: () => allMembers(client),
      enabled: connected,
      refetchInterval: followMs,
      staleTime: 0,
    }),
  )
  const groups = useQuery(
    queryOptions({ queryKey: ['groups', me.tenant.id], queryFn: () => allGroups(client), enabled: connected }),
  )
  return { members, groups }
}

type MemberOperation = Extract<OperationName, `member.${string}`>

/** Asks for a change of the staff, and shows it. What is asked again unchanged, after no answer, is the same command. */
export function useChangeMember() {
  const { client } = useDesk()
  const queries = useQueryClient()
  const last = useRef({ asked: '', key: '' })
  return async <Name extends MemberOperation>(name: Name, input: Input<Name>): Promise<Reply<Output<Name>>> => {
    const asked = JSON.stringify([name, input])
    if (last.current.asked !== asked) last.current = { asked, key: client.options.environment.newId() }
    const reply = await client.call(name, input, last.current.key)
    if (reply.ok || !reply.error.retryable) last.current = { asked: '', key: '' }
    // Also after a refusal: what was shown may be what was wrong.
    await queries.invalidateQueries({ queryKey: membersKey })
    return reply
  }
}
