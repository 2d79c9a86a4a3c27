import type { FileId } from '../ids'

/** CON-09: a closed list of marks, each with a closed list of values. Offsets count UTF-16 units of `text`. */
export type Span = { readonly offset: number; readonly length: number } & (
  | { readonly mark: 'bold' | 'italic' | 'underline' }
  | { readonly mark: 'font'; readonly value: 'sans' | 'serif' | 'kai' | 'mono' }
  | { readonly mark: 'size'; readonly value: '12' | '14' | '16' | '18' | '20' }
  | { readonly mark: 'color' | 'link'; readonly value: string }
)

export interface TextBody {
  readonly kind: 'text'
  readonly text: string
  readonly spans?: readonly Span[] | undefined
}

/** What a message says of a file; frozen when it is sent, so that reading a message joins nothing. */
export interface FileFacts {
  readonly fileId: FileId
  readonly name: string
  readonly mime: string
  /** Bytes. */
  readonly size: number
  /** Pixels; only images have them. */
  readonly width?: number | undefined
  readonly height?: number | undefined
}

export interface ImageBody extends FileFacts {
  readonly kind: 'image'
}

export interface FileBody extends FileFacts {
  readonly kind: 'file'
}

/** 商品卡片: what a page of the shop or a person says of a product. */
export interface ProductFacts {
  readonly title: string
  readonly url?: string | undefined
  /** As the shop writes it (`¥3,299 起`), or a number with `currency`. */
  readonly price?: string | undefined
  /** ISO 4217. */
  readonly currency?: string | undefined
  readonly sku?: string | undefined
  readonly attributes?: readonly { readonly name: string; readonly value: string }[] | undefined
  /** Where the picture lies; readers get it from us, never from there. */
  readonly image?: string | undefined
}

export interface ProductBody extends ProductFacts {
  readonly kind: 'product'
  /** A picture that was uploaded with it; goes before `image`. */
  readonly file?: FileFacts | undefined
}

/** What a page of the shop says of an order. */
export interface OrderFacts {
  readonly number: string
  /** Epoch milliseconds. */
  readonly placedAt?: number | undefined
  /** In the shop's words. */
  readonly status?: string | undefined
  readonly total?: string | undefined
  /** ISO 4217; of `total` and of the prices of the lines. */
  readonly currency?: string | undefined
  readonly url?: string | undefined
  readonly lines: readonly {
    readonly title: string
    readonly quantity: number
    readonly price?: string | undefined
    readonly image?: string | undefined
  }[]
}

export interface OrderBody extends OrderFacts {
  readonly kind: 'order'
  /** The shop has signed for it; else it is what a page or an agent says. */
  readonly verified: boolean
}

export type MessageBody = TextBody | ImageBody | FileBody | ProductBody | OrderBody

const marks = { image: '图片', file: '文件', product: '商品', order: '订单' } as const

/** The plain-text rendering that any channel, list or log can show. */
export function plainText(body: MessageBody): string {
  if (body.kind === 'text') return body.text
  const called = 'name' in body ? body.name : 'title' in body ? body.title : body.number
  return `[${marks[body.kind]}] ${called}`
}

const previewLength = 120

/** What lists show of a message: one line, cut without breaking a surrogate pair. */
export function previewOf(body: MessageBody): string {
  const line = plainText(body).replace(/\s+/g, ' ').trim()
  if (line.length <= previewLength) return line
  const last = line.charCodeAt(previewLength - 1)
  return line.slice(0, last >= 0xd800 && last <= 0xdbff ? previewLength - 1 : previewLength)
}

/** A line of a list taken apart again: what it is, and what that is called. Null: words. */
export function kindOfPreview(line: string): { readonly kind: keyof typeof marks; readonly called: string } | null {
  for (const [kind, mark] of Object.entries(marks)) {
    if (line.startsWith(`[${mark}] `)) {
      return { kind: kind as keyof typeof marks, called: line.slice(mark.length + 3) }
    }
  }
  return null
}
