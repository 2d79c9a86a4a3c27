import type { Conversation, Input, Output, Reply } from '@keqiao/client'
import { answersOf } from './answers'
import type { Composing } from './composing'
import type { Host } from './host'
import { OfflineForm, type OfflineFormProps, type WrongPart } from './offline-form'
import { keepDraft, keptDraft, sendable, wrongFields, type OfflineDraft, type OfflineField } from './offline-draft'
import type { Panel } from './panel'
import { locale } from './texts'

type Facts = Output<'offlineMessage.form'>

/**
 * 留言 (VIS-02, VIS-05): the panel's other face, where no agent can take the chat or the visitor does not want to wait.
 * Holds what is written into the form, and sends it. `view` draws it, or nothing when the conversation goes on.
 */
export function createOfflineMessage(panel: Panel, host: Host, composing: Composing, changed: () => void) {
  const facts = watchFacts(panel, changed)
  const answers = answersOf(panel, host)
  answers.subscribe(changed)
  const focus = firstFocus()
  const letter = createLetter(panel, host, facts, changed)
  return {
    view(close: () => void) {
      const { session, conversation, openError } = panel.getSnapshot()
      const status = conversation?.getSnapshot().conversation?.status
      if (status === 'open') {
        // Somebody has come: what was written so far is said to him instead.
        const { text } = letter.read().draft
        if (text && !composing.text) composing.write(text)
        focus.reset()
        close()
        return null
      }
      if (facts.read()) focus.once()
      const back = (): void => {
        focus.reset()
        close()
      }
      return OfflineForm({
        session,
        facts: facts.read(),
        ...letter.read(),
        answers: answers.read(),
        waits: status === 'queued',
        onBack: openError ? undefined : back,
        onChat: facts.read()?.open && openError ? panel.retry : undefined,
        onFold: panel.close,
      })
    },
  }
}

/** What is written, whether it is right, and its way to the shop. */
function createLetter(panel: Panel, host: Host, facts: ReturnType<typeof watchFacts>, changed: () => void) {
  let draft = keptDraft(host)
  const agreement = createAgreement(facts.read)
  let wrong: readonly WrongPart[] = []
  let progress: OfflineFormProps['progress'] = { at: 'writing' }
  /** What is being sent, with its client id: until it has an answer it is repeated as it was. Another word makes it another. */
  let request: { readonly key: string; readonly input: Input<'offlineMessage.leave'> } | undefined

  function touch(part: WrongPart): void {
    request = undefined
    wrong = wrong.filter((one) => one !== part)
    progress = { at: 'writing' }
    changed()
  }

  function write(field: OfflineField, value: string): void {
    draft = { ...draft, [field]: value }
    keepDraft(host, draft)
    touch(field)
  }

  function agree(yes: boolean): void {
    agreement.agree(yes)
    touch('consent')
  }

  async function submit(): Promise<void> {
    const { client, conversation, session } = panel.getSnapshot()
    const consentVersion = agreement.asked()
    wrong = [...wrongFields(draft), ...(agreement.isMissing() ? (['consent'] as const) : [])]
    const groupId = draft.groupId || facts.read()?.groupId
    if (wrong.length > 0 || !client || !session || !groupId || progress.at === 'sending') return changed()
    progress = { at: 'sending' }
    changed()
    const about = {
      groupId,
      locale,
      page: host.start.page,
      ...idOf(conversation),
      ...(consentVersion && { consentVersion }),
    }
    request ??= { key: crypto.randomUUID(), input: { ...sendable(draft), ...about } }
    take(await client.call('offlineMessage.leave', request.input, request.key), draft)
  }

  function take(reply: Reply<Output<'offlineMessage.leave'>>, { reach }: OfflineDraft): void {
    if (reply.ok) {
      progress = { at: 'sent', reach: reach.trim() }
      draft = { ...draft, text: '' }
      request = undefined
      keepDraft(host, null)
      answersOf(panel, host).askAgain()
      // Another one needs no other yes.
      facts.askAgain()
    } else {
      // What was refused for good is another request next time; what got no answer is the same.
      if (!reply.error.retryable) request = undefined
      progress = { at: 'failed', error: reply.error }
      facts.askAgain()
    }
    changed()
  }

  return {
    read: () => ({
      draft,
      wrong,
      progress,
      agreed: !agreement.isMissing(),
      onWrite: write,
      onAgree: agree,
      onSubmit: () => void submit(),
      onAgain: () => write('text', ''),
    }),
  }
}

/** What he has ticked of what the shop asks; other words want another yes. */
function createAgreement(read: () => Facts | null) {
  let agreedTo: number | undefined
  /** The version he has not agreed to before. */
  const asked = (): number | undefined => {
    const consent = read()?.consent
    return consent?.acceptedAt === null ? consent.version : undefined
  }
  return {
    asked,
    isMissing: () => asked() !== undefined && asked() !== agreedTo,
    agree(yes: boolean) {
      agreedTo = yes ? asked() : undefined
    },
  }
}

const idOf = (conversation: Conversation | null) => {
  const conversationId = conversation?.id()
  return conversationId ? { conversationId } : {}
}

/** The first field has the focus when the form comes, once each time. */
function firstFocus() {
  let isDone = false
  return {
    once() {
      if (!isDone) setTimeout(focusFirst)
      isDone = true
    },
    reset() {
      isDone = false
    },
  }
}

/** On a phone nothing: the keyboard would cover half of the form. */
function focusFirst(): void {
  if (!matchMedia('(pointer: coarse)').matches) document.querySelector<HTMLElement>('.leave input')?.focus()
}

/** While the form is on screen the hours may be changed, or begin. Milliseconds. */
const LOOK_AGAIN_MS = 20_000

/**
 * What the form needs to know, asked on each connection, when the panel is opened or the page looked at again, and now
 * and then while it is looked at: it may have become business time.
 */
function watchFacts(panel: Panel, changed: () => void) {
  let facts: Facts | null = null
  let connection: string | undefined
  let wasShown = true

  async function ask(): Promise<void> {
    const { client, shown } = panel.getSnapshot()
    const state = client?.state.getSnapshot()
    const isDue = state?.status === 'connected' && (state.connection !== connection || (shown && !wasShown))
    wasShown = shown
    if (!client || !isDue) return
    connection = state.connection
    const reply = await client.call('offlineMessage.form', { locale })
    if (reply.ok) facts = reply.result
    changed()
  }

  const due = (): void => void ask()
  panel.subscribe(due)
  panel.getSnapshot().client?.state.subscribe(due)
  due()
  const again = (): void => {
    // Whoever is served, or looks elsewhere, has no use for it.
    const { shown, conversation } = panel.getSnapshot()
    if (!shown || document.visibilityState !== 'visible' || conversation?.getSnapshot().conversation) return
    connection = undefined
    due()
  }
  setInterval(again, LOOK_AGAIN_MS)
  document.addEventListener('visibilitychange', again)
  window.addEventListener('focus', again)
  return {
    read: () => facts,
    askAgain() {
      connection = undefined
      due()
    },
  }
}
