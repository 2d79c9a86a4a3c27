import type { Output } from '@keqiao/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useDesk } from '../desk/desk-context'
import { RefusedError } from '../session/session'

/** Suggestions that are shown. */
const limit = 8
/** Typing rests this long, in milliseconds, before it is asked. */
const restMs = 150

/** The merchant's tags that hold what is typed, most used first. */
export function useTagSuggestions(typed: string): { tags: Output<'contact.tags'>['tags']; failed: boolean } {
  const { client, me } = useDesk()
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), restMs)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useQuery({
    queryKey: ['contact tags', me.tenant.id, search],
    async queryFn() {
      const reply = await client.call('contact.tags', { limit, ...(search !== '' && { search }) })
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result.tags
    },
    staleTime: 0,
    placeholderData: (before) => before,
  })
  return { tags: found.data ?? [], failed: found.isError }
}
