import { operations } from '@keqiao/contract'
import { inputOf, sendRefusal, type RoutePlugin } from '../../platform/http'
import { isRefused, issuesOf, refuse } from '../../platform/operations'
import type { VisitorSessions } from './visitor-sessions'

/** A visitor has no identity before this call, so it has a route of its own. */
export function visitorRoutes(visitors: VisitorSessions): RoutePlugin {
  const operation = operations.visitor.identify
  return (app) => {
    app.post(operation.http.path, async (request, reply) => {
      const input = inputOf(request)
      if (isRefused(input)) return sendRefusal(reply, input)
      const parsed = operation.input.safeParse(input)
      if (!parsed.success) return sendRefusal(reply, refuse('input_invalid', { issues: issuesOf(parsed.error) }))
      const session = await visitors.identifyVisitor(parsed.data)
      return isRefused(session) ? sendRefusal(reply, session) : reply.send(session)
    })
  }
}
