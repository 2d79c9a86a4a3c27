import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file inside; its bytes come piece by piece, and nobody knows beforehand how many there are. */
export interface ZipMember {
  readonly name: string
  readonly content: AsyncGenerator<Uint8Array>
}

interface Written {
  readonly name: Buffer
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/** What 32 bits can count. Whoever writes more makes another member. */
const mostBytes = 0xffff_ffff

/**
 * A zip file (PKWARE's APPNOTE 6.3) that is written while it is read: one piece of one member is in memory. Sizes and sums
 * stand behind each member, since they are known only there, and once more in the directory at the end.
 */
export async function* writeZip(members: AsyncIterable<ZipMember>): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let offset = 0
  for await (const { name, content } of members) {
    const started = { name: Buffer.from(name), offset }
    const head = localHeader(started.name)
    yield head
    const sums = { crc: 0, packed: 0, size: 0 }
    for await (const piece of deflated(content, sums)) yield piece
    if (sums.size > mostBytes) throw new Error(`${name} is too large for a zip file`)
    yield descriptor(sums)
    written.push({ ...started, ...sums })
    offset += head.length + sums.packed + descriptorBytes
    if (offset > mostBytes) throw new Error('this is too large for a zip file')
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield end(written.length, directory.length, offset)
}

interface Sums {
  crc: number
  packed: number
  size: number
}

async function* deflated(content: AsyncGenerator<Uint8Array>, sums: Sums): AsyncGenerator<Uint8Array> {
  const counted = async (): Promise<Uint8Array | null> => {
    const { value, done } = await content.next()
    if (done) return null
    sums.crc = crc32(value, sums.crc)
    sums.size += value.length
    return value
  }
  const source = new Readable({
    // A piece is asked for when the one before is packed.
    highWaterMark: 1,
    read() {
      counted().then(
        (piece) => this.push(piece),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  // Who ends early, or fails, ends the other; the failure is thrown where the packed pieces are read.
  const packed = pipeline(source, createDeflateRaw({ chunkSize: 1 << 16 }), () => undefined)
  for await (const piece of packed as AsyncIterable<Buffer>) {
    sums.packed += piece.length
    yield piece
  }
}

/** Sizes behind the content (bit 3), names in UTF-8 (bit 11). */
const flags = 0x0808
const method = 8
const version = 20
/** The first day that the format knows: the same rows make the same file. */
const day = (1 << 5) | 1
const descriptorBytes = 16

/** A record: its signature, then fields of two or four bytes, little end first. */
function record(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[], name?: Buffer): Buffer {
  const written = Buffer.alloc(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0))
  let at = written.writeUInt32LE(signature)
  for (const [bytes, value] of fields) at = written.writeUIntLE(value, at, bytes)
  return name ? Buffer.concat([written, name]) : written
}

/** How it is packed, and when it was made. */
const packing = [
  [2, version],
  [2, flags],
  [2, method],
  [2, 0],
  [2, day],
] as const

const sumsOf = ({ crc, packed, size }: Sums) =>
  [
    [4, crc],
    [4, packed],
    [4, size],
  ] as const

const localHeader = (name: Buffer): Buffer =>
  record(0x04034b50, [...packing, ...sumsOf({ crc: 0, packed: 0, size: 0 }), [2, name.length], [2, 0]], name)

const descriptor = (sums: Sums): Buffer => record(0x08074b50, sumsOf(sums))

/** Without an extra field, a comment, another disk and attributes. */
const directoryEntry = ({ name, offset, ...sums }: Written): Buffer =>
  record(
    0x02014b50,
    [[2, version], ...packing, ...sumsOf(sums), [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]],
    name,
  )

const end = (count: number, bytes: number, offset: number): Buffer =>
  record(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, bytes],
    [4, offset],
    [2, 0],
  ])
