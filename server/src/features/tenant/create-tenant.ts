import type { TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { insertTenant, type Tenant } from './tenant.store'

export interface NewTenant {
  readonly code: string
  readonly name: string
}

const codeShape = /^[a-z0-9][a-z0-9-]{1,31}$/

/** A code is typed by people at each sign-in and separated by a colon from the account: short, lower case, no colon. */
export function isTenantCode(code: string): boolean {
  return codeShape.test(code)
}

/**
 * Creates a merchant and what it cannot be without, in one transaction. What that is, features further right say:
 * `furnish` runs in the same transaction. Null when the code is taken; `group` exports the whole as `foundTenant`.
 */
export async function createTenant<Furniture>(
  doors: Doors,
  { code, name }: NewTenant,
  furnish: (tx: Tx, tenant: Tenant) => Promise<Furniture>,
): Promise<{ tenant: Tenant; furniture: Furniture } | null> {
  if (!isTenantCode(code)) throw new TypeError(`not a merchant code: ${JSON.stringify(code)}`)
  return doors.withSystem('create a tenant', async (tx) => {
    const tenant = await insertTenant(tx, { id: newId<TenantId>(), code, name, status: 'active' })
    return tenant && { tenant, furniture: await furnish(tx, tenant) }
  })
}
