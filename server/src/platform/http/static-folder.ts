import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A file of a built site, ready to be sent. */
export interface Asset {
  readonly type: string
  readonly etag: string
  readonly content: Buffer
  /** Compressed for `br` or `gzip`; undefined where that saves nothing. */
  encoded(encoding: 'br' | 'gzip'): Promise<Buffer | undefined>
}

/** The files of one folder, by path with forward slashes. */
export interface StaticFolder {
  /** Undefined: no such file. Only what the folder was seen to hold is ever opened, so no path can leave it. */
  find(path: string): Promise<Asset | undefined>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.txt': 'text/plain; charset=utf-8',
}

const compressible = /^(text\/|application\/(json|manifest)|image\/(svg|x-icon))/

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

interface Known {
  readonly path: string
  readonly changedAt: number
  asset?: Promise<Asset>
}

/** Opens a folder that may be built, rebuilt or not there yet; a build of some minutes ago is seen at the next miss. */
export function openStaticFolder(folder: string): StaticFolder {
  let known = new Map<string, Known>()
  let seenAs = ''
  let scanning: Promise<void> | undefined

  async function scan(): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((): Dirent[] => [])
    const found = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => describe(folder, entry)))
    known = new Map(found.filter((file) => file !== undefined))
  }

  /** A build replaces the folder: then nothing that was seen before counts. */
  async function isUnchanged(): Promise<boolean> {
    const facts = await stat(folder).catch(() => undefined)
    const looksAs = facts ? `${facts.ino} ${facts.mtimeMs}` : 'missing'
    const same = looksAs === seenAs
    seenAs = looksAs
    return same
  }

  return {
    async find(path) {
      if (!(await isUnchanged()) || !known.has(path)) {
        scanning ??= scan().finally(() => (scanning = undefined))
        await scanning
      }
      const file = known.get(path)
      if (!file) return undefined
      file.asset ??= load(file.path)
      return file.asset.catch(() => {
        // Replaced between seeing and reading: the next request sees the new one.
        known.delete(path)
        return undefined
      })
    },
  }
}

/** Dot files are the build's own notes. */
async function describe(folder: string, entry: Dirent): Promise<[string, Known] | undefined> {
  const path = join(entry.parentPath, entry.name)
  const name = relative(folder, path).split(sep).join('/')
  if (name.split('/').some((segment) => segment.startsWith('.'))) return undefined
  const facts = await stat(path).catch(() => undefined)
  return facts && [name, { path, changedAt: facts.mtimeMs }]
}

async function load(path: string): Promise<Asset> {
  const content = await readFile(path)
  const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream'
  const made = new Map<string, Promise<Buffer | undefined>>()
  return {
    type,
    content,
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 20)}"`,
    encoded(encoding) {
      if (!compressible.test(type) || content.length < 1_000) return Promise.resolve(undefined)
      const existing = made.get(encoding)
      if (existing) return existing
      const making = compress(content, encoding)
      made.set(encoding, making)
      return making
    },
  }
}

async function compress(content: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer | undefined> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  const made = encoding === 'br' ? await brotli(content, { params }) : await zip(content, { level: 9 })
  return made.length < content.length ? made : undefined
}
