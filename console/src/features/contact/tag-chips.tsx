import { useTexts } from '../../i18n/language'
import { useContact } from './use-contact'
import './customer-info.css'

const isVip = (tag: string): boolean => /^vip/i.test(tag)

/** 标签. VIP has a look of its own. */
export function TagChip({ name, small = false }: { name: string; small?: boolean }) {
  return (
    <span className={small ? 'tag-chip tag-chip-small' : 'tag-chip'} data-vip={isVip(name)} title={name}>
      <span className="ellipsis">{name}</span>
    </span>
  )
}

/** VIP first, then in the order in which they were added. */
export const sortedTags = (tags: readonly string[]): string[] => [
  ...tags.filter(isVip),
  ...tags.filter((tag) => !isVip(tag)),
]

interface ContactTagsShortProps {
  contactId: string
  /** More than these are only counted. */
  max: number
}

/** The first tags of a contact beside his name, where there is little room; nothing while he is not known. */
export function ContactTagsShort({ contactId, max }: ContactTagsShortProps) {
  const { contact: texts } = useTexts()
  const { contact } = useContact(contactId)
  if (!contact || contact.tags.length === 0) return null
  const tags = sortedTags(contact.tags)
  const hidden = tags.slice(max)
  return (
    <span className="tag-chips-short">
      <span className="heard-only">{texts.tags}</span>
      {tags.slice(0, max).map((name) => (
        <TagChip key={name} name={name} small />
      ))}
      {hidden.length > 0 && (
        <span className="tag-chip tag-chip-small" title={hidden.join('、')}>
          +{hidden.length}
        </span>
      )}
    </span>
  )
}
