import { crc32, deflateSync } from 'node:zlib'

/** What the visitors' photos show. */
export type Photo = 'scratch' | 'room'

type Colour = readonly [red: number, green: number, blue: number]

const width = 480
const height = 360

/** A photo as a PNG, drawn here: nobody's picture is copied. */
export function drawPhoto(photo: Photo): Uint8Array<ArrayBuffer> {
  const at = photo === 'scratch' ? scratchedWood : corridor
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    const row = y * (1 + width * 3)
    for (let x = 0; x < width; x += 1) {
      // Some grain, the same every time, so that it looks like a camera's.
      const grain = ((x * 7 + y * 13 + ((x * y) % 11)) % 9) - 4
      for (const [channel, value] of at(x, y).entries()) {
        rows[row + 1 + x * 3 + channel] = Math.min(255, Math.max(0, Math.round(value + grain)))
      }
    }
  }
  return png(rows)
}

/** A table's top with a pale line across the grain. */
function scratchedWood(x: number, y: number): Colour {
  const waves = Math.sin((y + 18 * Math.sin(x / 90)) / 5) * 7 + Math.sin(y / 23) * 6
  const light = 1 - ((x - 240) ** 2 + (y - 120) ** 2) / 260_000
  const fromLine = Math.abs(y - (300 - x * 0.42 + 6 * Math.sin(x / 28)))
  if (x > 120 && x < 360 && fromLine < 2.2) return [236, 214, 182]
  if (x > 120 && x < 360 && fromLine < 4) return [120, 82, 48]
  return [(196 + waves) * light, (150 + waves) * light, (98 + waves) * light]
}

/** A narrow corridor with a door at its end. */
function corridor(x: number, y: number): Colour {
  const depth = Math.max(Math.abs(x - 240) / 240, Math.abs(y - 170) / 190)
  if (x > 186 && x < 294 && y > 90 && y < 262) {
    const isFrame = x < 194 || x > 286 || y < 98
    if (isFrame) return [232, 226, 214]
    return (x - 276) ** 2 + (y - 184) ** 2 < 26 ? [60, 56, 50] : [168, 122, 78]
  }
  const isFloor = y > 170 && (y - 170) / 190 >= Math.abs(x - 240) / 240
  const isSeam = isFloor && Math.abs((((x - 240) / Math.max(8, y - 170)) * 6) % 1) < 0.05
  if (isSeam) return [134, 104, 70]
  if (isFloor) return [178 - depth * 30, 146 - depth * 30, 104 - depth * 26]
  return [224 - depth * 26, 218 - depth * 26, 206 - depth * 24]
}

/** 8 bits, RGB, rows that begin with filter 0. */
function png(rows: Buffer): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat(parts))
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(content), 4)
  return Buffer.concat([ends.subarray(0, 4), content, ends.subarray(4)])
}
