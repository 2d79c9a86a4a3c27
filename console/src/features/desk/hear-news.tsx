import type { OperationName } from '@keqiao/client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useDesk } from './desk-context'

/** What is asked again when the server says that something has changed. */
const questions = {
  phrase: ['phrase.list', 'phrase.categories'],
  broadcast: ['broadcast.inbox', 'broadcast.list', 'broadcast.receipts'],
  consult: ['consult.list'],
} as const satisfies Record<string, readonly OperationName[]>

/** Hears what is asked for and not followed, for every page behind the sign-in. */
export function HearNews() {
  const { client, me } = useDesk()
  const queries = useQueryClient()
  useEffect(
    () =>
      client.on('news', ({ of }) => {
        for (const name of questions[of] ?? []) {
          void queries.invalidateQueries({ queryKey: ['asked', me.tenant.id, name] })
        }
      }),
    [client, queries, me],
  )
  return null
}
