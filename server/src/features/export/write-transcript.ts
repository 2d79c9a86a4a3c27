import { operations, type BodyView, type EventView } from '@keqiao/contract'
import { orderLines, productLines, type ConversationId } from '@keqiao/domain'
import { DateTime } from 'luxon'
import type { ExportTexts } from '../../i18n/export-texts'
import type { Ask, Pull, Told } from './exportable'

interface Transcript {
  readonly title: string
  readonly pages: Pull<readonly Told[]>
  readonly ask: Ask
  readonly texts: ExportTexts
  readonly timeZone: string
}

const style = `body{font:14px/1.6 system-ui,sans-serif;max-width:860px;margin:24px auto;padding:0 16px;color:#1d2129}
h1{font-size:18px}h2{font-size:15px;margin:28px 0 8px;padding-top:12px;border-top:1px solid #d9dde4}
p{margin:2px 0;display:grid;grid-template-columns:150px 110px 1fr;gap:8px}time,.by{color:#5c6470}
.agent .by{color:#1f56c9}.note{background:#fff7e0}.event{color:#5c6470}.said{white-space:pre-wrap;overflow-wrap:anywhere}`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const html = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/** What was said in the conversations, one after the other, as one page for reading and printing. */
export async function* writeTranscript({ title, pages, ask, texts, timeZone }: Transcript): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    `<!doctype html><html lang="${texts.tag}"><meta charset="utf-8"><title>${html(title)}</title><style>${style}</style><h1>${html(title)}</h1>\n`,
  )
  const told = new Set<ConversationId>()
  for (let page = await pages(); page !== null; page = await pages()) {
    for (const { conversationId, title: facts } of page) {
      // A conversation of several dialogues is told once.
      if (told.has(conversationId)) continue
      told.add(conversationId)
      const events = await readWhole(ask, conversationId)
      const lines = events.flatMap((event) => lineOf(event, texts, timeZone) ?? [])
      yield Buffer.from(`<h2>${html(facts.join(' · '))}</h2>\n${lines.join('\n')}\n`)
    }
  }
  yield Buffer.from('</html>\n')
}

async function readWhole(ask: Ask, conversationId: ConversationId): Promise<EventView[]> {
  const events: EventView[] = []
  let beforeSeq = Number.MAX_SAFE_INTEGER
  for (let more = true; more;) {
    const input = { conversationId, beforeSeq, limit: 200 }
    const page = (await ask(operations.conversation.history, input)) as { events: EventView[]; more: boolean }
    events.unshift(...page.events)
    beforeSeq = page.events[0]?.seq ?? 0
    more = page.more && page.events.length > 0
  }
  return events
}

function lineOf(event: EventView, texts: ExportTexts, zone: string): string | null {
  const line = (kind: string, by: string, text: string) =>
    `<p class="${kind}"><time>${DateTime.fromMillis(event.at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss')}</time><span class="by">${html(by)}</span><span class="said">${html(text)}</span></p>`
  switch (event.type) {
    case 'message.sent': {
      const { from, authorName, body } = event.payload
      return line(from, authorName, saidIn(body, texts))
    }
    case 'note.added': {
      const { authorName, text } = event.payload
      return line('note', texts.noteBy(authorName), text)
    }
    case 'leg.opened':
      return line('event', '', texts.took(event.payload.member.nickname))
    case 'conversation.closed':
      return line('event', '', texts.ends[event.payload.end])
    default:
      return null
  }
}

function saidIn(body: BodyView, texts: ExportTexts): string {
  switch (body.kind) {
    case 'recalled':
      return texts.recalled
    case 'text':
      return body.text
    case 'product':
      return `${texts.product} ${productLines(body, texts.tag).join('\n')}`
    case 'order': {
      const word = body.verified ? texts.verified : texts.unverified
      return [`${texts.order} ${orderLines(body, texts.tag).join('\n')}`, word].join('\n')
    }
    default:
      return texts.file(body.name)
  }
}
