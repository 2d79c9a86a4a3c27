import { exportId } from '@keqiao/contract'
import { sendRefusal, type RoutePlugin } from '../../platform/http'
import { isRefused, refuse, type Services } from '../../platform/operations'
import { isStorageKey, type Storage } from '../../platform/storage'
import type { ExportAddresses } from './export-address'
import { selectExport } from './export.store'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  transcript: 'text/html; charset=utf-8',
} as const

interface ServeParts {
  readonly doors: Services['doors']
  readonly storage: Storage
  readonly addresses: ExportAddresses
}

/** Answers a signed address with the file, for the session of its owner and nobody else. */
export function exportRoutes({ doors, storage, addresses }: ServeParts): RoutePlugin {
  return (app, { identify }) => {
    app.get('/exports/:id/:name', async (request, reply) => {
      const { id: given } = request.params as { id: string }
      const { e, s } = request.query as { e?: unknown; s?: unknown }
      const person = await identify(request)
      if (isRefused(person)) return sendRefusal(reply, person)
      if (person.kind === 'member' && person.key !== undefined)
        return sendRefusal(reply, refuse('api_key_not_accepted'))
      const id = exportId.safeParse(given)
      const address = id.success ? addresses.check(id.data, e, s) : 'forged'
      if (!id.success || address === 'forged') return sendRefusal(reply, refuse('not_found'))
      const row = await doors.withTenant(person.tenantId, (tx) => selectExport(tx, person.tenantId, id.data))
      if (!row || row.member_id !== person.id) return sendRefusal(reply, refuse('not_found'))
      const { storage_key: key, file_name: name, size } = row
      if (address === 'expired' || row.status !== 'done' || key === null || name === null || !isStorageKey(key)) {
        return sendRefusal(reply, refuse('export_link_expired'))
      }
      const content = await storage.open(key)
      if (!content) return sendRefusal(reply, refuse('export_link_expired'))
      reply.headers({
        'content-type': types[row.format],
        'content-disposition': `attachment; filename="export.${extensionOf(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'cache-control': 'private, no-store',
        ...(size !== null && { 'content-length': String(size) }),
      })
      return reply.send(content)
    })
  }
}

const extensionOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)
