import type { VisitState } from '@keqiao/client'
import type { ContactView, ConversationView, VisitView } from '@keqiao/contract'
import { placeName } from '@keqiao/domain/contact/region'
import type { Catalogue } from '../../i18n/catalogue'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { contactName } from './contact-name'
import { initial } from './short-name'
import { TagChip } from './tag-chips'
import { VerifiedBadge } from './verified-badge'
import './customer-info.css'

interface WhoProps {
  contact: ContactView | null
  visitor: ConversationView['visitor']
  online: boolean
  visit: VisitState
}

/** Name, VIP, region and 第几次咨询. */
export function Who({ contact, visitor, online, visit }: WhoProps) {
  const texts = useTexts()
  const name = contactName(contact, visitor.name)
  const vip = contact?.tags.find((tag) => /^vip/i.test(tag))
  const facts = [
    visit.visit && regionWords(texts, visit.visit.region),
    visit.ordinal !== null && texts.contact.ordinal(visit.ordinal),
  ].filter((fact) => typeof fact === 'string')
  return (
    <section className="visitor-who">
      <span className="avatar avatar-large">{initial(name)}</span>
      <div>
        <div className="visitor-who-name">
          <h3 className="ellipsis" title={name}>
            {name}
          </h3>
          {visitor.verified && <VerifiedBadge />}
          {vip !== undefined && <TagChip name={vip} small />}
        </div>
        <p>
          <Icon name="pin" small />
          <span className="ellipsis">{facts.join(' · ')}</span>
          <span className="heard-only">{online ? texts.desk.visitorOnline : texts.desk.visitorGone}</span>
        </p>
      </div>
    </section>
  )
}

/** Where the address comes from, in words. Place names are those of the tables. */
export function regionWords({ contact }: Catalogue, region: VisitView['region']): string {
  if (region === null) return contact.regionUnknown
  return region.kind === 'place' ? placeName(region) : contact.regions[region.kind]
}
