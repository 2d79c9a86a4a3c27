import type { ContactView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { FactList } from './fact-list'
import { PanelSection } from './panel-section'

/** 商城资料: what the shop says of a customer it vouches for (VIS-01). It is the shop's, and nobody changes it here. */
export function ShopCustomer({ shop }: { shop: NonNullable<ContactView['shop']> }) {
  const { contact: texts } = useTexts()
  const facts = [
    [texts.shop.customerId, shop.customerId],
    [texts.shop.name, shop.name],
    [texts.fields.phone, shop.phone],
    [texts.fields.email, shop.email],
  ] as const
  return (
    <PanelSection title={texts.shop.title}>
      <FactList facts={facts} />
    </PanelSection>
  )
}
