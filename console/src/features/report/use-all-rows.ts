import type { Input } from '@keqiao/client'
import type { ReportView } from '@keqiao/contract'
import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'
import { followMs } from './use-report-range'

const pageSize = 5_000

/** Every row of a report, in the pages that the server gives; a chart sums over all of them, paper shows them. */
export function useAllRows(input: Omit<Input<'report.get'>, 'offset' | 'limit'>, isWanted = true) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  return useQuery({
    queryKey: ['asked', me.tenant.id, 'report.get', 'all', input],
    async queryFn() {
      const rows: ReportView['rows'] = []
      for (;;) {
        const reply = await client.call('report.get', { ...input, offset: rows.length, limit: pageSize })
        if (!reply.ok) throw new RefusedError(reply.error)
        rows.push(...reply.result.rows)
        if (reply.result.rows.length === 0 || rows.length >= reply.result.rowCount) return rows
      }
    },
    enabled: connected && isWanted,
    staleTime: 0,
    refetchInterval: followMs,
  })
}
