import type { Client, Input, OperationName, Output, Reply } from '@keqiao/client'
import type { ChannelView } from '@keqiao/contract'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'

const channelsKey = ['channels'] as const

async function allChannels(client: Client): Promise<ChannelView[]> {
  const channels: ChannelView[] = []
  for (let more = true; more;) {
    const after = channels.at(-1)?.id
    const reply = await client.call('channel.list', { limit: 100, ...(after && { after }) })
    if (!reply.ok) throw new RefusedError(reply.error)
    channels.push(...reply.result.channels)
    ;({ more } = reply.result)
  }
  return channels
}

async function allGroups(client: Client): Promise<Output<'group.list'>['groups']> {
  const reply = await client.call('group.list', {})
  if (!reply.ok) throw new RefusedError(reply.error)
  return reply.result.groups
}

/** The merchant's channels, and the groups whose lines they can lead to. */
export function useChannels() {
  const { client, me } = useDesk()
  const enabled = useStore(client.state).status === 'connected'
  const channels = useQuery(
    queryOptions({ queryKey: [...channelsKey, me.tenant.id], queryFn: () => allChannels(client), enabled }),
  )
  const groups = useQuery(
    queryOptions({ queryKey: ['groups', me.tenant.id], queryFn: () => allGroups(client), enabled }),
  )
  return { channels, groups }
}

type ChannelCommand = Extract<OperationName, 'channel.create' | 'channel.update' | 'channel.rotateSecret'>

/** Asks for a change, and shows it. What is asked again unchanged, after no answer, is the same command. */
export function useChangeChannel() {
  const { client } = useDesk()
  const queries = useQueryClient()
  const last = useRef({ asked: '', key: '' })
  return async <Name extends ChannelCommand>(name: Name, input: Input<Name>): Promise<Reply<Output<Name>>> => {
    const asked = JSON.stringify([name, input])
    if (last.current.asked !== asked) last.current = { asked, key: client.options.environment.newId() }
    const reply = await client.call(name, input, last.current.key)
    if (reply.ok || !reply.error.retryable) last.current = { asked: '', key: '' }
    if (reply.ok) await queries.invalidateQueries({ queryKey: channelsKey })
    return reply
  }
}
