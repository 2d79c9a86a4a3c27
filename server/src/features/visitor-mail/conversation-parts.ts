/**
 * What was said in a conversation, as parts of a mail: only what its visitor may see, so no note is ever in it.
 *
 * Small pictures go along, since mail programs fetch nothing from elsewhere and a mail is kept longer than any address of
 * ours is good for. What is larger, and every file, is a link with a signed address that ends within eight days.
 */
import type { StoredPayload } from '@keqiao/contract'
import { orderLines, productLines, type FileFacts, type TextBody } from '@keqiao/domain'
import type { VisitorMailTexts } from '../../i18n/visitor-mail'
import type { StoredEvent } from '../../platform/event-log'
import type { MailPart } from '../../platform/mail'
import type { SignFile } from '../conversation'
import type { MailFileRow } from '../mail'

/** Bytes; a mailbox that takes ten megabytes takes these, encoded and all. */
const mostOfPicture = 1_000_000
const mostOfPictures = 5_000_000
/** How long the address of a file is good for at least. */
const addressDays = 7

interface PartsOptions {
  readonly texts: VisitorMailTexts
  /** Of the texts, in which prices are written. */
  readonly language: string
  /** An instant as the merchant's clock shows it. */
  readonly timeOf: (at: number) => string
  readonly addressOf: SignFile
}

/** A mail's middle. */
export interface SaidParts {
  readonly parts: MailPart[]
  readonly files: MailFileRow[]
}

/** The parts of these events, oldest first; of what is in `recalled` only that it was. */
export function partsOf(
  events: readonly StoredEvent[],
  recalled: ReadonlySet<number>,
  options: PartsOptions,
): SaidParts {
  const files: MailFileRow[] = []
  let bytes = 0
  const attach = (file: FileFacts): string | null => {
    if (file.size > mostOfPicture || bytes + file.size > mostOfPictures) return null
    bytes += file.size
    files.push({ fileId: file.fileId, name: file.name, mime: file.mime, cid: file.fileId })
    return file.fileId
  }
  const parts = events.flatMap((event) => partOf(event, recalled.has(event.seq), options, attach) ?? [])
  return { parts, files }
}

function partOf(
  event: StoredEvent,
  isRecalled: boolean,
  options: PartsOptions,
  attach: (file: FileFacts) => string | null,
): MailPart | null {
  const { texts } = options
  switch (event.type) {
    case 'leg.opened':
      return { kind: 'line', text: texts.served((event.payload as StoredPayload<'leg.opened'>).member.nickname) }
    case 'supervisor.joined':
      return { kind: 'line', text: texts.joined((event.payload as StoredPayload<'supervisor.joined'>).member.nickname) }
    case 'conversation.closed':
      return { kind: 'line', text: texts.ended }
    case 'message.sent':
      return saidPart(event, isRecalled, options, attach)
    default:
      return null
  }
}

function saidPart(
  event: StoredEvent,
  isRecalled: boolean,
  { texts, language, timeOf, addressOf }: PartsOptions,
  attach: (file: FileFacts) => string | null,
): MailPart {
  const { from, authorName, body } = event.payload as StoredPayload<'message.sent'>
  const said = {
    kind: 'said',
    by: `${from === 'visitor' ? texts.you : authorName} · ${timeOf(event.at)}`,
    own: from === 'visitor',
  } as const
  if (isRecalled) return { ...said, text: texts.recalled }
  if (body.kind === 'text') return { ...said, text: wordsOf(body) }
  if (body.kind === 'product') return { ...said, text: `${texts.product} ${productLines(body, language).join('\n')}` }
  if (body.kind === 'order') return { ...said, text: `${texts.order} ${orderLines(body, language).join('\n')}` }
  const file: FileFacts = body
  const image = body.kind === 'image' ? attach(file) : null
  if (image !== null) return { ...said, text: texts.picture(file.name), image }
  const label = body.kind === 'image' ? texts.picture(file.name) : texts.file(file.name, sizeOf(file.size))
  return { ...said, text: '', link: { label: `${label} · ${texts.days(addressDays)}`, url: addressOf(file) } }
}

/** The words, with the address behind each link that does not show it. */
function wordsOf({ text, spans = [] }: TextBody): string {
  let words = text
  for (const span of spans.toSorted((a, b) => b.offset - a.offset)) {
    const end = span.offset + span.length
    if (span.mark !== 'link' || text.slice(span.offset, end) === span.value) continue
    words = `${words.slice(0, end)} (${span.value})${words.slice(end)}`
  }
  return words
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
