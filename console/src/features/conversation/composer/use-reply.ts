import type { Conversation } from '@keqiao/client'
import type { FileView } from '@keqiao/contract'
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { App } from 'antd'
import { useMemo, useRef, type RefObject } from 'react'
import { errorWords } from '../../../i18n/error-words'
import { useTexts } from '../../../i18n/language'
import { useDesk } from '../../desk/desk-context'
import type { Insertion } from './composer-door'
import type { EditableHandle } from './editable'
import { insertPiece, type Selected, type Span, type StyledDraft } from './styled-draft'
import { nothingUnsent, useUnsent, type ComposerMode } from './unsent'
import { bodyOf } from './uploads'

const noSpans: readonly Span[] = []
const noFiles: readonly FileView[] = []
const noPhrases: readonly string[] = []

/** What stands in the composer of a dialogue, and what can be done with it. */
export function useReply(
  id: string,
  conversation: Conversation,
  noteOnly: boolean,
  input: RefObject<EditableHandle | null>,
) {
  const ask = useAskColleagues(id)
  const unsent = useUnsent((state) => state.unsent[id]) ?? nothingUnsent
  const write = useUnsent((state) => state.write)
  const mode: ComposerMode = noteOnly ? 'note' : unsent.mode
  const text = unsent[mode]
  const spans = mode === 'reply' ? (unsent.spans ?? noSpans) : noSpans
  const attached = mode === 'reply' ? (unsent.attached ?? noFiles) : noFiles
  const draft = useMemo(() => ({ text, spans }), [text, spans])
  const over = text.length - FRAME_LIMITS.maxTextLength
  const said = text.trim() !== ''
  const sendable = (said || attached.length > 0) && over <= 0

  const change = (next: StyledDraft) => {
    // What is deleted altogether is no use of a phrase.
    const kept = next.text === '' && attached.length === 0 ? { phraseIds: noPhrases } : {}
    write(id, mode === 'reply' ? { reply: next.text, spans: next.spans, ...kept } : { note: next.text })
    // The visitor is told that somebody types, never what; and of notes not even that.
    if (mode === 'reply') conversation.draft(next.text)
  }
  const insert = (what: Insertion, at?: Selected) => {
    const handle = input.current
    if (!handle) return
    if (mode === 'note') write(id, { mode: 'reply' })
    const { phraseIds = noPhrases, attached: before = noFiles } = unsent
    const files = (what.files ?? []).filter((file) => !before.some((one) => one.id === file.id))
    write(id, {
      attached: [...before, ...files],
      ...(what.phraseId !== undefined && { phraseIds: [...new Set([...phraseIds, what.phraseId])].slice(-10) }),
    })
    if (mode === 'note') {
      const reply = { text: unsent.reply, spans: unsent.spans }
      const end = reply.text.length
      const next = insertPiece(reply, what, { start: end, end })
      write(id, { reply: next.draft.text, spans: next.draft.spans })
      conversation.draft(next.draft.text)
      return
    }
    const place = at ?? handle.selected()
    // Plain text goes in as if it had been typed, so that the browser can undo it.
    if (what.spans.length === 0) return handle.replace(what.text, place)
    const next = insertPiece(draft, what, place)
    handle.show(next.draft, { start: next.caret, end: next.caret })
  }
  const send = () => {
    const phraseIds = [...(unsent.phraseIds ?? noPhrases)] as PhraseIds
    const uses = phraseIds.length > 0 && { phraseIds }
    const styled = { kind: 'text' as const, text, ...(spans.length > 0 && { spans: [...spans] }) }
    if (said) conversation.send({ ...styled, ...uses }, styled)
    for (const [index, file] of attached.entries()) {
      const shown = bodyOf(file)
      // Once: with the text, or with the first file where there is none.
      conversation.send({ kind: shown.kind, fileId: shown.fileId, ...(!said && index === 0 && uses) }, shown)
    }
    conversation.draft('')
    write(id, { reply: '', spans: noSpans, attached: noFiles, phraseIds: noPhrases })
  }
  const submit = (mentions: readonly Colleague[]) => {
    if (!sendable) return
    if (mode === 'note' && mentions.length > 0) ask(text, mentions)
    else if (mode === 'note') {
      conversation.addNote(text)
      write(id, { note: '' })
    } else send()
    input.current?.focus()
  }
  const chooseMode = (next: ComposerMode) => {
    if (noteOnly) return
    write(id, { mode: next })
    conversation.draft(next === 'reply' ? unsent.reply : '')
    input.current?.focus()
  }
  const drop = (fileId: string) => write(id, { attached: attached.filter((file) => file.id !== fileId) })
  return { mode, draft, attached, over, sendable, change, insert, submit, chooseMode, drop }
}

/** A note that asks somebody is not queued: it is refused at once where it cannot be, and stays in the composer. */
function useAskColleagues(conversationId: string): (text: string, mentions: readonly Colleague[]) => void {
  const { client } = useDesk()
  const texts = useTexts()
  const { message } = App.useApp()
  const asking = useRef(false)
  return (text, mentions) => {
    if (asking.current) return
    asking.current = true
    const input = { conversationId, text, mentions: mentions.map(({ id }) => id) }
    void client.call('conversation.addNote', input).then((reply) => {
      asking.current = false
      if (reply.ok) useUnsent.getState().write(conversationId, { note: '' })
      else void message.error(errorWords(texts, reply.error.code))
    })
  }
}

interface Colleague {
  readonly id: string
}

type PhraseIds = Extract<Parameters<Conversation['send']>[0], { kind: 'text' }>['phraseIds'] & object
