import type { Client, Conversation } from '@keqiao/client'
import type { VisitorSessionView } from '@keqiao/contract'
import { consentWords } from './locales/consent'
import { locale } from './texts'

interface Asking {
  underWay: boolean
  failed: boolean
}

const asking = new WeakMap<Conversation, Asking>()

/** The privacy text of the shop, in place of the input; with the visitor's yes the input comes. */
export function drawConsent(
  session: VisitorSessionView,
  client: Client,
  conversation: Conversation,
  changed: () => void,
) {
  const words = consentWords[locale]
  const { consent } = session.channel
  const view = conversation.getSnapshot().conversation
  const state = asking.get(conversation) ?? { underWay: false, failed: false }
  asking.set(conversation, state)

  async function agree(version: number, conversationId: string): Promise<void> {
    Object.assign(state, { underWay: true, failed: false })
    changed()
    const reply = await client.call('conversation.acceptConsent', { conversationId, version })
    // The event that was heard meanwhile, or is on its way, brings the input.
    Object.assign(state, { underWay: reply.ok, failed: !reply.ok })
    // Another text by now: the page begins again with it.
    if (!reply.ok && reply.error.code === 'consent_outdated') location.reload()
    changed()
  }

  return (
    <section class="consent" aria-labelledby="consent">
      <h2 id="consent">{words.title}</h2>
      <div tabIndex={0}>{consent?.text}</div>
      {state.failed && (
        <p class="bad" role="alert">
          {words.failed}
        </p>
      )}
      <button
        disabled={!view || state.underWay}
        onClick={() => view && consent && void agree(consent.version, view.id)}
      >
        {words.agree}
      </button>
    </section>
  )
}
