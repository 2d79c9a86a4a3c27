import type { ChannelView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { CategorySelect } from '../knowledge/category-select'
import { useCategories } from '../knowledge/use-knowledge'
import { useAsked } from '../manage/use-asked'

type Faq = ChannelView['settings']['faq']

/** So many are enough to see what it will look like. */
const shownInPreview = 5

/** VIS-07: whether visitors may read before they ask, what, and what that looks like now. */
export function FaqFields({ faq, onChange }: { faq: Faq; onChange: (faq: Faq) => void }) {
  const { channels: words } = useTexts()
  const { me } = useDesk()
  return (
    <section>
      <h3>{words.faq}</h3>
      <label className="channel-choice">
        <input
          type="checkbox"
          checked={faq.shown}
          onChange={({ target }) => onChange({ ...faq, shown: target.checked })}
        />
        <span>
          {words.faqShown}
          <small>{words.faqHint}</small>
        </span>
      </label>
      {faq.shown && me.permissions.includes('knowledge:read') && <Which faq={faq} onChange={onChange} />}
    </section>
  )
}

function Which({ faq, onChange }: { faq: Faq; onChange: (faq: Faq) => void }) {
  const { channels: words } = useTexts()
  const { options } = useCategories()
  return (
    <>
      <label className="channel-field">
        {words.faqWhat}
        <CategorySelect
          value={faq.categoryId ?? ''}
          options={options}
          label={words.faqWhat}
          first={[['', words.faqAll]]}
          onChange={(id) => onChange({ ...faq, categoryId: options.find((one) => one.id === id)?.id ?? null })}
        />
      </label>
      <Preview categoryId={faq.categoryId} />
    </>
  )
}

function Preview({ categoryId }: { categoryId: Faq['categoryId'] }) {
  const { channels: words } = useTexts()
  const asked = useAsked('knowledge.list', {
    ...(categoryId !== null && { categoryId }),
    ...{ status: 'active', visibility: 'public', sort: 'read', direction: 'desc', pageSize: shownInPreview },
  })
  if (!asked.data) return null
  const { entries } = asked.data
  return (
    <div className="channel-faq" aria-label={words.faqPreview} role="group">
      <small>{words.faqPreview}</small>
      {entries.length === 0 ? (
        <p>{words.faqEmpty}</p>
      ) : (
        <ul>
          {entries.map(({ id, question }) => (
            <li key={id}>{question}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
