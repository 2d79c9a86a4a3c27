import type { Client, Conversation } from '@keqiao/client'
import type { OwnMailingView } from '@keqiao/contract'
import { transcriptWords } from './locales/transcript'
import { locale } from './texts'

/** What of it is not in the log. */
interface Transcript {
  offered: boolean
  last: OwnMailingView | null
  open: boolean
  address: string
  agrees: boolean
  answers: boolean
  asking: boolean
  failed: 'failed' | 'limited' | 'muted' | null
}

/** What is under way is looked for this often, and so many times, in milliseconds. */
const followMs = 2_000
const mostLooks = 30

const transcripts = new WeakMap<Conversation, Transcript>()

function transcriptOf(client: Client, conversation: Conversation, changed: () => void): Transcript {
  const known = transcripts.get(conversation)
  if (known) return known
  const made: Transcript = {
    ...{ offered: false, last: null, open: false, address: '', agrees: false, answers: false },
    ...{ asking: false, failed: null },
  }
  transcripts.set(conversation, made)
  void look(client, conversation, made).then(changed)
  return made
}

async function look(client: Client, conversation: Conversation, transcript: Transcript): Promise<void> {
  const conversationId = conversation.id()
  const reply = conversationId ? await client.call('transcript.offer', { conversationId }) : null
  // The next drawing asks again.
  if (!reply?.ok) return void (transcript.last ?? transcripts.delete(conversation))
  const { offered, address, last } = reply.result
  transcript.offered = offered
  transcript.last = last
  transcript.address ||= address ?? ''
}

/** The line of the menu, while the conversation goes on. */
export function transcriptItem(client: Client, conversation: Conversation, changed: () => void) {
  const transcript = transcriptOf(client, conversation, changed)
  if (!transcript.offered) return null
  const open = (from: Element) => {
    const menu = from.closest('details')
    if (menu) menu.open = false
    show(transcript, changed)
  }
  return <button onClick={({ currentTarget }) => open(currentTarget)}>{transcriptWords[locale].open}</button>
}

function show(transcript: Transcript, changed: () => void): void {
  Object.assign(transcript, { open: true, failed: null })
  changed()
  // It stands at the end of the thread; the focus brings it into sight.
  setTimeout(() => document.querySelector<HTMLElement>('.by-mail input')?.focus(), 50)
}

/** The transcript by mail (VIS-02): the form, what became of it, and after the end how to ask for it. */
export function drawTranscript(client: Client, conversation: Conversation, changed: () => void) {
  const transcript = transcriptOf(client, conversation, changed)
  const words = transcriptWords[locale]
  if (!transcript.offered) return null
  const { last, open } = transcript
  const isOver = conversation.getSnapshot().conversation?.status === 'closed'
  if (open) return <Form {...{ client, conversation, transcript, changed }} />
  return (
    <div class="by-mail-line">
      {last && (
        <p class={last.status === 'failed' ? 'line bad' : 'line'} role="status">
          {words.states[last.status](last.address)}
        </p>
      )}
      {(isOver || last?.status === 'failed') && <button onClick={() => show(transcript, changed)}>{words.open}</button>}
    </div>
  )
}

interface FormProps {
  client: Client
  conversation: Conversation
  transcript: Transcript
  changed: () => void
}

function Form({ client, conversation, transcript, changed }: FormProps) {
  const words = transcriptWords[locale]
  const change = (fields: Partial<Transcript>) => {
    Object.assign(transcript, fields)
    changed()
  }
  return (
    <form
      class="rating by-mail"
      onSubmit={(event) => {
        event.preventDefault()
        void ask(client, conversation, transcript, changed)
      }}
    >
      <fieldset>
        <legend>{words.title}</legend>
        <input
          type="email"
          name="address"
          required
          maxLength={254}
          autocomplete="email"
          aria-label={words.address}
          placeholder="name@example.com"
          value={transcript.address}
          onInput={({ currentTarget }) => change({ address: currentTarget.value })}
        />
        <label>
          <input
            type="checkbox"
            required
            checked={transcript.agrees}
            onChange={({ currentTarget }) => change({ agrees: currentTarget.checked })}
          />
          {words.agrees}
        </label>
        <label>
          <input
            type="checkbox"
            checked={transcript.answers}
            onChange={({ currentTarget }) => change({ answers: currentTarget.checked })}
          />
          {words.answers}
        </label>
      </fieldset>
      {transcript.failed && (
        <p class="bad" role="alert">
          {words[transcript.failed]}
        </p>
      )}
      <div class="choices">
        <button type="button" onClick={() => change({ open: false })}>
          {words.cancel}
        </button>
        <button class="filled" disabled={transcript.asking}>
          {words.submit}
        </button>
      </div>
    </form>
  )
}

async function ask(
  client: Client,
  conversation: Conversation,
  transcript: Transcript,
  changed: () => void,
): Promise<void> {
  const conversationId = conversation.id()
  if (transcript.asking || !conversationId) return
  Object.assign(transcript, { asking: true, failed: null })
  changed()
  const { address, answers } = transcript
  const input = { conversationId, address: address.trim(), agrees: true, answers } as const
  const reply = await client.call('transcript.ask', input)
  transcript.asking = false
  if (reply.ok) Object.assign(transcript, { last: reply.result.last, open: false })
  else transcript.failed = failures[reply.error.code] ?? 'failed'
  changed()
  for (let looks = 0; looks < mostLooks && transcript.last?.status === 'queued'; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, followMs))
    await look(client, conversation, transcript)
    changed()
  }
}

const failures: Readonly<Record<string, Transcript['failed']>> = {
  transcripts_limited: 'limited',
  address_muted: 'muted',
}
