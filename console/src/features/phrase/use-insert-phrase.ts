import type { ConversationView, PhraseView } from '@keqiao/contract'
import { fillVariables, type PhraseVariable } from '@keqiao/domain/phrase'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import type { Insertion } from '../conversation/composer/composer-door'
import type { Selected } from '../conversation/composer/styled-draft'
import { useDesk } from '../desk/desk-context'

/** The part of the day a greeting is for, by the clock of whoever greets. */
export function greetingAt(hour: number): 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (hour >= 5 && hour < 11) return 'morning'
  if (hour >= 11 && hour < 13) return 'noon'
  return hour >= 13 && hour < 18 ? 'afternoon' : 'evening'
}

export type InsertPhrase = (phrase: PhraseView, over?: Selected) => void

/** Puts a phrase into the composer, its variables filled with what is known of this conversation (CON-24). */
export function useInsertPhrase(
  view: ConversationView,
  insert: (what: Insertion, over?: Selected) => void,
): InsertPhrase {
  const { client, me } = useDesk()
  const { phrase: words } = useTexts()
  const language = useLanguageTag()
  return (phrase, over) => {
    const put = (values: Partial<Record<PhraseVariable, string>>) => {
      const { text, spans } = fillVariables(phrase, values)
      insert({ text, spans, files: phrase.files, phraseId: phrase.id }, over)
    }
    if (!phrase.text.includes('{')) return put({})
    const now = new Date()
    const known: Partial<Record<PhraseVariable, string>> = {
      visitor: view.visitor.name,
      agent: me.member.nickname,
      merchant: me.tenant.name,
      room: view.roomNumber,
      greeting: words.greetings[greetingAt(now.getHours())],
      date: fullDate(now.getTime(), language),
    }
    // What he looks at is asked for now: it changes with each page.
    void client.call('conversation.visit', { conversationId: view.id }).then((reply) => {
      const { product = null, orders: [order] = [] } = reply.ok ? reply.result.visit : {}
      put({
        ...known,
        ...(product && { product: product.title }),
        ...(product?.url && { productLink: product.url }),
        ...(order && { order: order.number }),
      })
    })
  }
}
