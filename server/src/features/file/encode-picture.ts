import sharp, { type Metadata, type Sharp } from 'sharp'

/** A picture encoded anew. */
export interface EncodedPicture {
  readonly content: Buffer
  /** Pixels, of one frame. */
  readonly width: number
  readonly height: number
}

// Only the decoders we need: the library knows many more, SVG with its references and old formats among them.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadHeifFile',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})
// One picture at a time each, and nothing kept: pictures of strangers are not asked for twice.
sharp.cache(false)
sharp.concurrency(1)

const limits = {
  /** Of all frames together: more is refused before anything is decoded. */
  inputPixels: 100_000_000,
  /** Of all frames together; larger ones are scaled down. Enough for a long screenshot. */
  outputPixels: 25_000_000,
  /** WebP knows no more. */
  side: 16_000,
  frames: 600,
  seconds: 30,
}

/** Decoded pictures are large: two at a time, the others wait. */
const turns = createTurns(2)

/**
 * Decodes a picture and encodes it anew in its own format: what was hidden in it (place, device, a second file behind
 * the picture) is gone. Turned upright, animations kept, bounded in size. Null: it cannot be decoded, or is a bomb.
 */
export function encodePicture(path: string, mime: string): Promise<EncodedPicture | null> {
  return turns(async () => {
    try {
      return await encode(path, mime)
    } catch {
      return null
    }
  })
}

async function encode(path: string, mime: string): Promise<EncodedPicture | null> {
  const isAnimated = mime === 'image/gif' || mime === 'image/webp'
  const options = {
    failOn: 'error',
    limitInputPixels: limits.inputPixels,
    animated: isAnimated,
    autoOrient: true,
  } as const
  const facts = await sharp(path, options).metadata()
  const frames = facts.pages ?? 1
  if (frames > limits.frames) return null
  const { width, height } = facts.autoOrient.width && !isAnimated ? facts.autoOrient : frameSize(facts)
  const scale = Math.min(
    1,
    limits.side / width,
    limits.side / height,
    Math.sqrt(limits.outputPixels / (width * height * frames)),
  )
  const picture = sharp(path, options).timeout({ seconds: limits.seconds })
  if (scale < 1) picture.resize({ width: Math.max(1, Math.floor(width * scale)) })
  const { data, info } = await inFormat(picture, mime).toBuffer({ resolveWithObject: true })
  return { content: data, width: info.width, height: info.pageHeight ?? info.height }
}

/** Pixels of an avatar's side: sharp enough on a dense screen at any size we draw it. */
const avatarSide = 192
const avatarFormats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp']

/** A member's picture as a square WebP without anything hidden in it. Null: it cannot be decoded, or is too small or a bomb. */
export function encodeAvatar(content: Buffer): Promise<Buffer | null> {
  return turns(async () => {
    try {
      const options = { failOn: 'error', limitInputPixels: 4_000_000, autoOrient: true } as const
      const { format, width, height } = await sharp(content, options).metadata()
      if (!avatarFormats.includes(format) || Math.min(width, height) < 32) return null
      const picture = sharp(content, options).timeout({ seconds: limits.seconds })
      return await picture.resize(avatarSide, avatarSide, { fit: 'cover' }).webp({ quality: 86 }).toBuffer()
    } catch {
      return null
    }
  })
}

/** Pixels of a card's picture at its longer side. */
const cardSide = 480
const cardFormats: readonly (string | undefined)[] = [...avatarFormats, 'gif', 'heif']

/** A picture of a card from elsewhere as a small WebP: one frame, nothing hidden. Null: no picture, or a bomb. */
export function encodeCardPicture(content: Buffer): Promise<Buffer | null> {
  return turns(async () => {
    try {
      const options = { failOn: 'error', limitInputPixels: 50_000_000, autoOrient: true } as const
      const { format, width, height } = await sharp(content, options).metadata()
      if (!cardFormats.includes(format) || Math.min(width, height) < 8) return null
      const picture = sharp(content, options).timeout({ seconds: limits.seconds })
      const small = picture.resize(cardSide, cardSide, { fit: 'inside', withoutEnlargement: true })
      return await small.webp({ quality: 80 }).toBuffer()
    } catch {
      return null
    }
  })
}

function frameSize({ width, height, pageHeight }: Metadata): { width: number; height: number } {
  return { width, height: pageHeight ?? height }
}

function inFormat(picture: Sharp, mime: string): Sharp {
  switch (mime) {
    case 'image/jpeg':
      return picture.jpeg({ quality: 88 })
    case 'image/png':
      return picture.png()
    case 'image/gif':
      return picture.gif()
    case 'image/webp':
      return picture.webp({ quality: 88 })
    case 'image/avif':
      // More effort would take seconds for a photo.
      return picture.avif({ quality: 60, effort: 2 })
    default:
      throw new Error('not a picture')
  }
}

function createTurns(count: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = []
  let free = count
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
