import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from '../metrics'
import { refuse } from '../operations'
import type { ReadinessReport } from './readiness'
import { sendRefusal } from './refusal-reply'

interface HealthOptions {
  readonly metrics: Pick<Metrics, 'registry'>
  readonly metricsToken: string | null
  readonly readiness: () => Promise<ReadinessReport>
}

/** /healthz: the process lives. /readyz: it can work, 503 with the reasons otherwise. /metrics: figures for Prometheus. */
export function bindHealth(app: FastifyInstance, { metrics, metricsToken, readiness }: HealthOptions): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ alive: true }))
  app.get('/readyz', async (_request, reply) => {
    const report = await readiness()
    return reply
      .code(report.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(report)
  })
  app.get('/metrics', async (request, reply) => {
    // Whoever may not see them is not told that they are here.
    if (!maySeeMetrics(request, metricsToken)) return sendRefusal(reply, refuse('route_unknown'))
    const text = await metrics.registry.metrics()
    return reply.header('cache-control', 'no-store').type(metrics.registry.contentType).send(text)
  })
}

/** From this machine, unless a token is set: behind a proxy on the same machine everybody seems to be here. */
function maySeeMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token !== null) return isSame(request.headers.authorization ?? '', `Bearer ${token}`)
  const isForwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers || 'via' in request.headers
  return !isForwarded && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '')
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
