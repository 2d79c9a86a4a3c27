import { createServer } from 'node:net'
import { join } from 'node:path'
import { loopback } from './cluster-settings'
import type { DataFolder } from './data-folder'
import { readFileOrNull, replaceOwnedFile } from './owned-file'

const portFile = 'port'

/** True when nobody listens on the port of the loopback address. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== null
}

/** A port of the loopback address that is free now. */
export async function freePort(): Promise<number> {
  const port = await tryListen(0)
  if (port === null) throw new Error(`No free port on ${loopback}`)
  return port
}

/** The port this installation used last, or null. */
export async function rememberedPort(folder: DataFolder): Promise<number | null> {
  const port = Number((await readFileOrNull(join(folder.path, portFile)))?.trim())
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
}

/** Remembers the port, so that the next start uses the same one. */
export async function rememberPort(folder: DataFolder, port: number): Promise<void> {
  if ((await rememberedPort(folder)) === port) return
  await replaceOwnedFile(join(folder.path, portFile), `${port}\n`, folder.user)
}

function tryListen(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null)
      else reject(error)
    })
    server.listen({ port, host: loopback, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}
