import type { Left } from './answers'
import { dayTime } from './day-time'
import { answerWords } from './locales/answers'
import { locale } from './texts'

/** 我的留言 above whatever stands in the panel: what he left, and what was answered. */
export function AnswersList({ messages }: { messages: readonly Left[] }) {
  const words = answerWords[locale]
  if (messages.length === 0) return null
  return (
    <section class="answers" key="answers" aria-label={words.title}>
      {messages.toReversed().map(({ id, text, createdAt, reply }) => (
        <div key={id}>
          <p class="line">{dayTime(locale, createdAt, Date.now())}</p>
          <div class="msg me">
            <div class="bubble">{text}</div>
          </div>
          {reply ? (
            <div class="msg">
              <span class="by">{words.answered(reply.by)}</span>
              <div class="bubble">{reply.text}</div>
            </div>
          ) : (
            <p class="line">{words.waiting}</p>
          )}
        </div>
      ))}
    </section>
  )
}
