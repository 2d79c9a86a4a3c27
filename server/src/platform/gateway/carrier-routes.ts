import type { IncomingMessage } from 'node:http'
import { CARRIER_PATHS, carriedFrames, carrierOpening, carrierQuestion, FRAME_LIMITS } from '@keqiao/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { isRefused, refuse } from '../operations'
import { sendRefusal } from '../http/refusal-reply'
import type { Carriers } from './carriers'
import { StreamOut } from './carrier-out'
import { factsOf, gatewayPath } from './gateway'

interface CarrierRouteOptions {
  /** Null where this process holds no connections. */
  readonly gateway: () => Carriers | null
  readonly addressOf: (request: IncomingMessage) => string
}

/** Nothing on the way may keep, compress or change what must arrive at once. */
const unbuffered = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** The doors for browsers that no WebSocket reaches. Who somebody is, is asked by the frames they carry. */
export function carrierRoutes({ gateway, addressOf }: CarrierRouteOptions): (app: FastifyInstance) => void {
  function start(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const carriers = gateway()
    const opening = carrierOpening.safeParse(request.body)
    if (!opening.success) return refuseInput(reply, opening.error)
    if (!carriers) return sendRefusal(reply, refuse('server_draining', undefined, 1_000))
    const isPoll = opening.data.poll === true
    const carrier = carriers.start(addressOf(request.raw), () => (isPoll ? carriers.newPoll() : openStream(reply)))
    if (isRefused(carrier)) return sendRefusal(reply, carrier)
    if (isPoll) return reply.header('cache-control', 'no-store').send({ carrier: carrier.id })
    reply.raw.on('close', () => carrier.end())
    return undefined
  }

  return (app) => {
    app.post(gatewayPath + CARRIER_PATHS.stream, start)

    app.post(gatewayPath + CARRIER_PATHS.frames, { bodyLimit: FRAME_LIMITS.maxFrameBytes * 4 }, (request, reply) => {
      const carriers = gateway()
      const said = carriedFrames.safeParse(request.body)
      if (!said.success) return refuseInput(reply, said.error)
      if (!carriers) return sendRefusal(reply, refuse('server_draining', undefined, 1_000))
      const outcome = carriers.take(said.data, factsOf(request.raw, addressOf))
      if (outcome === 'unknown') return sendRefusal(reply, refuse('not_found'))
      return reply
        .header('cache-control', 'no-store')
        .code(outcome === 'taken' ? 204 : 202)
        .send()
    })

    app.post(gatewayPath + CARRIER_PATHS.poll, (request, reply) => {
      const carriers = gateway()
      const asked = carrierQuestion.safeParse(request.body)
      if (!asked.success) return refuseInput(reply, asked.error)
      if (!carriers) return sendRefusal(reply, refuse('server_draining', undefined, 1_000))
      carriers.ask(asked.data.carrier, asked.data.after, (lines) => {
        if (lines) void reply.header('cache-control', 'no-store').send(lines)
        else sendRefusal(reply, refuse('not_found'))
      })
      return reply
    })
  }
}

/** The response is ours from here on. */
function openStream(reply: FastifyReply): StreamOut {
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...unbuffered })) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  raw.writeHead(200)
  raw.socket?.setNoDelay(true)
  // The close that follows does the work.
  raw.on('error', () => undefined)
  return new StreamOut(raw)
}

function refuseInput(reply: FastifyReply, error: z.ZodError): FastifyReply {
  const issues = error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.'), reason: message }))
  return sendRefusal(reply, refuse('input_invalid', { issues }))
}
