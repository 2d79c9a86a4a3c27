import { createHash } from 'node:crypto'
import { KNOWLEDGE_LIMITS, operations } from '@keqiao/contract'
import { clientIdOf, inputOf, routePath, sendRefusal, type RoutePlugin } from '../../platform/http'
import { bind, command, createExecute, isRefused, refuse, type Services } from '../../platform/operations'
import { checkRows } from './check-rows'
import { exportEntries } from './export-entries'
import { foundIds } from './found-ids'
import { importEntries, indexRows } from './import-entries'
import { readTable } from './read-table'

interface TableRouteParts {
  readonly services: Services
  readonly onFault: (error: unknown, where: string) => string
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Tables in and out: they are larger than a frame, so they have routes of their own beside the operations. */
export function tableRoutes(parts: TableRouteParts): RoutePlugin {
  return (app, { identify }) => {
    const { maxImportBytes } = KNOWLEDGE_LIMITS
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxImportBytes }, (_request, body, done) =>
      done(null, body),
    )
    app.post(
      routePath(operations.knowledge.import.http.path),
      { bodyLimit: maxImportBytes },
      async (request, reply) => {
        const person = await identify(request)
        if (isRefused(person)) return sendRefusal(reply, person)
        const clientId = clientIdOf(request)
        if (isRefused(clientId)) return sendRefusal(reply, clientId)
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const execute = createExecute({ ...parts, bindings: [importTable(content)(parts.services)] })
        const { name } = operations.knowledge.import
        const answer = await execute(person, { operation: name, input: request.params, clientId })
        return answer.ok ? reply.send(answer.result) : sendRefusal(reply, answer.refusal)
      },
    )
    app.get(routePath(operations.knowledge.export.http.path), async (request, reply) => {
      const person = await identify(request)
      if (isRefused(person)) return sendRefusal(reply, person)
      const input = inputOf(request)
      if (isRefused(input)) return sendRefusal(reply, input)
      const execute = createExecute({ ...parts, bindings: [chooseExport(parts.services)] })
      const { name } = operations.knowledge.export
      const answer = await execute(person, { operation: name, input, clientId: undefined })
      if (!answer.ok || !person) return sendRefusal(reply, answer.ok ? refuse('unauthenticated') : answer.refusal)
      const { format, ...chosen } = JSON.parse(String(answer.result)) as Chosen
      const { doors } = parts.services
      const ids = await foundIds(doors, person.tenantId, chosen.text)
      const onError = (error: unknown) => parts.services.onError(error, 'knowledge export')
      const selection = { ids, categoryId: chosen.categoryId, status: chosen.status, visibility: chosen.visibility }
      return reply
        .headers({
          'content-disposition': `attachment; filename="knowledge.${format}"`,
          'content-security-policy': "default-src 'none'; sandbox",
        })
        .type(types[format])
        .send(exportEntries({ doors, tenantId: person.tenantId, selection, format, onError }))
    })
  }
}

type Chosen = ReturnType<(typeof operations.knowledge.export)['input']['parse']>

/** Asks for permission and reads what is wanted, as every operation does; the file itself is streamed behind it. */
const chooseExport = (_services: Services) =>
  bind(operations.knowledge.export, async (_actor, input) => JSON.stringify(input))

/** The file is part of what is asked: the same key with another file is another request. */
function importTable(content: Buffer) {
  const hash = createHash('sha256').update(content).digest('hex')
  return (services: Services) => {
    return bind(operations.knowledge.import, async (actor, input, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const table = await readTable(input.format, content)
      if (isRefused(table)) return table
      const checked = checkRows(table)
      const indexed = input.mode === 'check' ? new Map() : await indexRows(actor.tenantId, checked.rows)
      const run = command(
        operations.knowledge.import,
        async (_actor, { mode, same }, inside) => importEntries(inside, actor, { ...checked, mode, same, indexed }),
        { withoutSecrets: (asked) => ({ ...asked, hash }) },
      )
      return (await run(services).run(actor, input, context)) as Awaited<ReturnType<typeof importEntries>>
    })
  }
}
