import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/**
 * What the content of a file is, whatever its name says: an extension of the library's list, `text`, or `unknown`.
 */
export async function recogniseContent(path: string): Promise<string> {
  // A crafted file can make a parser stumble; what cannot be parsed is not recognised.
  const found = await fileTypeFromFile(path).catch(() => undefined)
  if (found && found.ext !== 'xml') return found.ext
  if (found) return 'unknown'
  return (await isText(path)) ? 'text' : 'unknown'
}

/** Text in UTF-8, GB18030 or marked UTF-16: no control characters but those that lay lines out. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    let position = 0
    let isWide = false
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const bytes = chunk as Buffer
      if (position === 0) isWide = bytes.length >= 2 && [0xfeff, 0xfffe].includes(bytes.readUInt16BE(0))
      // UTF-16 is full of zeros; with its mark at the beginning that is no sign of anything.
      if (!isWide && bytes.some(isControl)) return false
      position += bytes.length
    }
    return position > 0
  } finally {
    await file.close()
  }
}

/** Tab, line feed, form feed, carriage return and escape occur in texts and logs. */
const isControl = (byte: number): boolean => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)
