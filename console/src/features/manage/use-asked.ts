import type { Input, OperationName, Output, Reply } from '@keqiao/client'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'

/**
 * The answer to a question, kept while the page is looked at. `everyMs` asks again and again; who is not `allowed` to
 * ask does not.
 */
export function useAsked<Name extends OperationName>(name: Name, input: Input<Name>, everyMs?: number, allowed = true) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  return useQuery(
    queryOptions({
      queryKey: ['asked', me.tenant.id, name, input],
      async queryFn(): Promise<Output<Name>> {
        const reply = await client.call(name, input)
        if (!reply.ok) throw new RefusedError(reply.error)
        return reply.result
      },
      enabled: connected && allowed,
      staleTime: 0,
      ...(everyMs !== undefined && { refetchInterval: everyMs }),
    }),
  )
}

/**
 * Asks for a change; afterwards the answers to the questions named in `touches` are asked again. What is asked again
 * unchanged, after no answer, is the same command.
 */
export function useChange(...touches: OperationName[]) {
  const { client, me } = useDesk()
  const queries = useQueryClient()
  const last = useRef({ asked: '', key: '' })
  return async <Name extends OperationName>(name: Name, input: Input<Name>): Promise<Reply<Output<Name>>> => {
    const asked = JSON.stringify([name, input])
    if (last.current.asked !== asked) last.current = { asked, key: client.options.environment.newId() }
    const reply = await client.call(name, input, last.current.key)
    if (reply.ok || !reply.error.retryable) last.current = { asked: '', key: '' }
    await Promise.all(
      touches.map((touched) => queries.invalidateQueries({ queryKey: ['asked', me.tenant.id, touched] })),
    )
    return reply
  }
}
