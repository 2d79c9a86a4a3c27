import type { FastifyInstance } from 'fastify'
import { createServer } from 'node:net'
import type { Clock } from '../clock'

/** The server cannot listen; the message is for the operator. */
export class ListenError extends Error {
  constructor(
    readonly code: 'port_occupied' | 'port_forbidden' | 'host_unknown',
    message: string,
  ) {
    super(message)
  }
}

interface Listening {
  readonly host: string
  readonly port: number
  /** Otherwise the next free port will do. */
  readonly portIsFixed: boolean
}

const triesBeyond = 50

/** Finds the port to listen on: the given one, or the next free one when it was not asked for by name. */
export async function findPort({ host, port, portIsFixed }: Listening): Promise<number> {
  if (port === 0 || portIsFixed) return port
  for (let candidate = port; candidate <= Math.min(port + triesBeyond, 65_535); candidate++) {
    if (await isFree(host, candidate)) return candidate
  }
  throw new ListenError('port_occupied', `All ports from ${port} to ${port + triesBeyond} are occupied. Set PORT.`)
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(explain(error, host, port))
    })
    probe.listen({ host, port }, () => probe.close(() => resolve(true)))
  })
}

/** Listens and returns the port. Throws `ListenError`. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw explain(error, host, port)
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function explain(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new ListenError(
      'port_occupied',
      `Port ${port} on ${host} is occupied. Stop what listens there or set PORT to another.`,
    )
  }
  if (code === 'EACCES') {
    return new ListenError('port_forbidden', `This user may not listen on port ${port}. Set PORT to one above 1023.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ListenError('host_unknown', `HOST ${host} is no address of this machine. Use 127.0.0.1 or 0.0.0.0.`)
  }
  return error
}

/**
 * Stops accepting, lets requests that run finish, and cuts what is left after `boundMs`. Sockets that were handed over
 * to the gateway are the gateway's to close first.
 */
export async function closeHttpServer(app: FastifyInstance, clock: Clock, boundMs: number): Promise<void> {
  const cancel = clock.setTimer(boundMs, () => app.server.closeAllConnections())
  try {
    await app.close()
  } finally {
    cancel()
  }
}
