import type { ChannelView } from '@keqiao/contract'
import { useChannelTexts } from '../../i18n/channel-texts'
import { useDesk } from '../desk/desk-context'
import { CategorySelect } from '../knowledge/category-select'
import { useCategories } from '../knowledge/use-knowledge'
import { useAsked } from '../manage/use-asked'

type Faq = ChannelView['settings']['faq']

/** VIS-07: whether visitors may read before they ask, and what. */
export function FaqFields({ faq, onChange }: { faq: Faq; onChange: (faq: Faq) => void }) {
  const words = useChannelTexts()
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
  const words = useChannelTexts()
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
      <NothingYet categoryId={faq.categoryId} />
    </>
  )
}

/** Said where nothing would be shown; what would be is in the preview beside the form. */
function NothingYet({ categoryId }: { categoryId: Faq['categoryId'] }) {
  const words = useChannelTexts()
  const asked = useAsked('knowledge.list', {
    ...(categoryId !== null && { categoryId }),
    ...{ status: 'active', visibility: 'public', pageSize: 1 },
  })
  return asked.data?.totalCount === 0 ? <p className="channel-note">{words.faqEmpty}</p> : null
}
