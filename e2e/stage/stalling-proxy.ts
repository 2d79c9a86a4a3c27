import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to the product that can go dead as a network does: nothing is closed, nothing comes through. */
export interface StallingProxy {
  /** The product's origin by this way. */
  readonly origin: string
  /** From now on bytes stay where they are, also a goodbye; new connections are made and answer nothing. */
  stall(): void
  /** Lets through what was held up and whatever comes. */
  resume(): void
  stop(): Promise<void>
}

interface Pair {
  readonly near: Socket
  readonly far: Socket
}

/** Opens it on a free port. */
export async function openStallingProxy(target: string): Promise<StallingProxy> {
  const { hostname, port } = new URL(target)
  const pairs = new Set<Pair>()
  let stalled = false

  const join = ({ near, far }: Pair) => {
    near.pipe(far)
    far.pipe(near)
  }
  const part = ({ near, far }: Pair) => {
    // What nobody reads is not read from the network either, not even its end.
    near.unpipe(far)
    far.unpipe(near)
  }
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const pair: Pair = { near, far: connect({ host: hostname, port: Number(port), allowHalfOpen: true }) }
    pairs.add(pair)
    for (const socket of [pair.near, pair.far]) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        pair.near.destroy()
        pair.far.destroy()
      })
    }
    if (!stalled) join(pair)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  return {
    origin: `http://127.0.0.1:${address.port}`,
    stall() {
      stalled = true
      for (const pair of pairs) part(pair)
    },
    resume() {
      stalled = false
      for (const pair of pairs) join(pair)
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const { near, far } of pairs) {
        near.destroy()
        far.destroy()
      }
      await closed
    },
  }
}
