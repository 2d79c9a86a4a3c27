import type { Client, Conversation } from '@keqiao/client'
import type { RatingCard } from '@keqiao/contract'
import { ratingWords } from './locales/rating'
import { locale } from './texts'

/** What of the card is not in the log: what it offers, and what is filled in so far. */
interface Rating {
  card: RatingCard | null
  asking: boolean
  score: number
  reasons: string[]
  text: string
  failed: 'failed' | 'over' | null
}

const ratings = new WeakMap<Conversation, Rating>()

/** 评价 (VIS-04): five levels, reasons, a few words; once given it is one line, and cannot be given again. */
export function drawRating(client: Client, conversation: Conversation, changed: () => void) {
  const rating = ratings.get(conversation) ?? begin(client, conversation, changed)
  const { card } = rating
  if (!card) return null
  const { events } = conversation.getSnapshot()
  const heard = events.findLast((event) => event.type === 'rating.submitted')
  // Another tab may have given it.
  const given = heard?.payload ?? card.given
  if (given) return <Given card={card} score={given.score} />
  if (rating.failed === 'over') return <p class="line">{ratingWords[locale].over}</p>
  return <Card card={card} rating={rating} changed={changed} submit={() => submit(client, conversation, changed)} />
}

function begin(client: Client, conversation: Conversation, changed: () => void): Rating {
  const rating: Rating = { card: null, asking: false, score: 0, reasons: [], text: '', failed: null }
  ratings.set(conversation, rating)
  void fetchCard(client, conversation, rating).then(changed)
  return rating
}

async function fetchCard(client: Client, conversation: Conversation, rating: Rating): Promise<void> {
  const conversationId = conversation.id()
  const reply = conversationId ? await client.call('rating.card', { conversationId, locale }) : null
  if (reply?.ok) rating.card = reply.result
  // The next drawing asks again.
  else ratings.delete(conversation)
}

async function submit(client: Client, conversation: Conversation, changed: () => void): Promise<void> {
  const rating = ratings.get(conversation)
  const conversationId = conversation.id()
  if (!rating || rating.asking || !rating.score || !conversationId) return
  Object.assign(rating, { asking: true, failed: null })
  changed()
  const { score, reasons, text } = rating
  const reply = await client.call('rating.submit', { conversationId, score, reasons, text })
  if (reply.ok && rating.card) rating.card = { ...rating.card, given: reply.result.rating }
  else if (!reply.ok && reply.error.code === 'rating_exists') await fetchCard(client, conversation, rating)
  else if (!reply.ok) rating.failed = reply.error.code === 'rating_over' ? 'over' : 'failed'
  rating.asking = false
  changed()
}

function Given({ card, score }: { card: RatingCard; score: number }) {
  const words = ratingWords[locale]
  const label = card.levels[score - 1]?.label ?? ''
  return (
    <p class="rated" role="status">
      {words.given}{' '}
      <span role="img" aria-label={words.stars(score, label)}>
        {'★'.repeat(score)}
        <i>{'★'.repeat(card.levels.length - score)}</i>
      </span>{' '}
      {label}
      <small>{words.thanks}</small>
    </p>
  )
}

interface CardProps {
  card: RatingCard
  rating: Rating
  changed: () => void
  submit: () => Promise<void>
}

/** The levels are radio buttons: the arrows choose, and a screen reader says what each means. */
function Card({ card, rating, changed, submit: send }: CardProps) {
  const words = ratingWords[locale]
  const level = card.levels[rating.score - 1]
  const change = (fields: Partial<Rating>) => {
    Object.assign(rating, fields)
    changed()
  }
  const toggle = (reason: string) => {
    const others = rating.reasons.filter((one) => one !== reason)
    change({ reasons: others.length === rating.reasons.length ? [...others, reason] : others })
  }
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset>
        <legend>{words.title}</legend>
        <div class="stars">
          {card.levels.map(({ score, label }) => (
            <label key={score} data-lit={score <= rating.score} title={label}>
              <input
                type="radio"
                name="score"
                aria-label={words.stars(score, label)}
                checked={score === rating.score}
                onChange={() => change({ score, reasons: [] })}
              />
              <span aria-hidden="true">★</span>
            </label>
          ))}
        </div>
        <p aria-hidden="true">{level?.label ?? '\u00a0'}</p>
      </fieldset>
      {level && (
        <>
          {level.reasons.length > 0 && (
            <fieldset>
              <legend class="sr">{words.reasons}</legend>
              <div class="reasons">
                {level.reasons.map((reason) => (
                  <label key={reason}>
                    <input type="checkbox" checked={rating.reasons.includes(reason)} onChange={() => toggle(reason)} />
                    <span>{reason}</span>
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <textarea
            rows={2}
            maxLength={300}
            placeholder={words.text}
            aria-label={words.text}
            value={rating.text}
            onInput={({ currentTarget }) => change({ text: currentTarget.value })}
          />
          {rating.failed && (
            <p class="bad" role="alert">
              {words.failed}
            </p>
          )}
          <button class="filled" disabled={rating.asking}>
            {words.submit}
          </button>
        </>
      )}
    </form>
  )
}
