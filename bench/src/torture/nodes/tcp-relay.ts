/** Passes connections on, so that a network can be cut: between clients and nodes, nodes and Redis, nodes and PostgreSQL. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { atEnd } from '../../process/clean-up'
import type { Random } from '../random'

/** See the head of this file. */
export interface Relay {
  readonly port: number
  /** Breaks about that share of the connections in the middle; returns how many. */
  cut(share: number, random: Random): number
}

/**
 * Listens on a free port. Each connection goes to the next of `ports()`, whoever it is from: nothing sticks. Where that
 * one refuses, the one after it is tried.
 */
export async function startRelay(ports: () => readonly number[]): Promise<Relay> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let turn = 0
  const server = createServer({ allowHalfOpen: false }, (client) => {
    client.on('error', () => client.destroy())
    const all = ports()
    turn += 1
    reach(
      client,
      all.map((_, i) => all[(turn + i) % all.length] ?? 0),
      pairs,
    )
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  atEnd(() => {
    for (const [client] of pairs) client.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    cut(share, random) {
      const chosen = [...pairs].filter(() => random() < share)
      for (const [client, upstream] of chosen) {
        client.destroy()
        upstream.destroy()
      }
      return chosen.length
    },
  }
}

function reach(client: Socket, [port, ...others]: readonly number[], pairs: Set<readonly [Socket, Socket]>): void {
  if (port === undefined) return void client.destroy()
  const upstream = connect({ port, host: '127.0.0.1', noDelay: true })
  const isRefused = () => reach(client, others, pairs)
  upstream.once('error', isRefused)
  upstream.once('connect', () => {
    upstream.off('error', isRefused)
    const pair = [client, upstream] as const
    pairs.add(pair)
    client.setNoDelay(true)
    client.pipe(upstream).pipe(client)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => one.destroy())
      one.on('close', () => {
        pairs.delete(pair)
        other.destroy()
      })
    }
    if (client.destroyed) upstream.destroy()
  })
}
