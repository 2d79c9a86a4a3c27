import { locale, type Locale } from '@keqiao/contract'
import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { selectContact, selectLanguage, updateLanguage, type Contact } from './contact.store'
import { selectIdentityOf, type ShopIdentity } from './identity.store'

/** A person of the merchant; null if it has none of this id. */
export function readContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<Contact | null> {
  return selectContact(tx, tenantId, id)
}

/** What the shop says of a contact it has vouched for; null: it has not. */
export function readIdentity(tx: Tx, tenantId: TenantId, id: ContactId): Promise<ShopIdentity | null> {
  return selectIdentityOf(tx, tenantId, id)
}

/** What the visitor reads, by what his browser said last. */
export async function readLanguage(tx: Tx, tenantId: TenantId, id: ContactId): Promise<Locale> {
  return locale.catch('zh-CN').parse(await selectLanguage(tx, tenantId, id))
}

/** His browser has made itself known, and what it speaks. */
export function noteLanguage(tx: Tx, tenantId: TenantId, id: ContactId, language: Locale): Promise<void> {
  return updateLanguage(tx, tenantId, id, language)
}
