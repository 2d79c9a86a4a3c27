import type { ContactView } from '@keqiao/contract'
import type { ContactRow } from './contact.store'
import { unknownName } from './create-contact'

/** A contact for staff. */
export function contactView(row: ContactRow): ContactView {
  const { remark, remark_by: byId, remark_by_name: byName, remark_at: at } = row
  return {
    id: row.id,
    nickname: row.name === unknownName ? null : row.name,
    displayName: row.display_name,
    phone: row.phone,
    email: row.email,
    remark:
      remark === null || byId === null || byName === null || at === null
        ? null
        : { text: remark, by: { id: byId, nickname: byName }, at },
    shop: row.shop,
    tags: [...row.tags],
    version: row.version,
  }
}
