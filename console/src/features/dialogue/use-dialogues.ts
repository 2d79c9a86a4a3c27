import type { Input } from '@keqiao/client'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { DialogueColumn } from '@keqiao/contract/dialogue-columns'
import { useMemo } from 'react'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'
import { inputOf, type ConditionTexts } from './dialogues-search'

export const pageSize = 50
/** Rows of today come while one looks. Milliseconds. */
const followMs = 15_000

interface Asked {
  readonly texts: ConditionTexts
  readonly own: boolean
  readonly timeZone: string
  readonly sort: DialogueColumn
  readonly ascending: boolean
  readonly page: number
}

/** What the server is asked, by the instant the conditions were asked at: a span of days does not slide while one reads. */
export function useDialogueInput({
  texts,
  own,
  timeZone,
}: Pick<Asked, 'texts' | 'own' | 'timeZone'>): Input<'dialogue.count'> {
  const key = JSON.stringify([texts, own, timeZone])
  return useMemo(() => {
    const [asked, mine, zone] = JSON.parse(key) as [ConditionTexts, boolean, string]
    return { ...inputOf(asked, zone, Date.now()), ...(mine && { mine: true }) }
  }, [key])
}

/** A page of the list; the one before stays until it has come. */
export function useDialogues(
  input: Input<'dialogue.count'>,
  { sort, ascending, page }: Pick<Asked, 'sort' | 'ascending' | 'page'>,
) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  const asked = { ...input, sort, order: ascending ? 'asc' : 'desc', page, limit: pageSize } as const
  return useQuery(
    queryOptions({
      queryKey: ['asked', me.tenant.id, 'dialogue.list', asked],
      async queryFn() {
        const reply = await client.call('dialogue.list', asked)
        if (!reply.ok) throw new RefusedError(reply.error)
        return reply.result
      },
      enabled: connected,
      staleTime: 0,
      placeholderData: keepPreviousData,
      refetchInterval: followMs,
      retry: false,
    }),
  )
}
