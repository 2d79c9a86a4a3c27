import { createHash, randomBytes } from 'node:crypto'
import { operations } from '@keqiao/contract'
import { isWithinRights, type MemberActor, type ProvisioningTokenId, type TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { command, query, refuse, type Bindable, type Refused } from '../../platform/operations'
import { readRoleByKey } from '../access'
import { deleteToken, insertToken, selectTokens, useToken, type TokenRow } from './provisioning-token.store'
import { countKept } from './upstream.store'

/** Two are enough to change one for the other without a pause; the rest is for several back offices. */
const maxTokens = 5

// 32 random bytes, which no search can hit: a plain hash is enough.
const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

const tokenView = (row: TokenRow) => ({
  id: row.id,
  ending: row.ending,
  createdBy: row.created_by,
  createdAt: row.created_at,
  usedAt: row.used_at,
})

/**
 * Whoever lets a back office in, or says who vouches for a sign-in, can make administrators by it: so he must be able to
 * do what they can. Null: he may.
 */
export async function refuseLessThanAdministrator(tx: Tx, actor: MemberActor): Promise<Refused | null> {
  const administrator = await readRoleByKey(tx, actor.tenantId, 'administrator')
  return administrator && isWithinRights(actor, administrator) ? null : refuse('beyond_own_rights')
}

/** The tokens of the merchant's back office. */
export function provisioningOperations({ publicUrl }: { readonly publicUrl: string }): Bindable[] {
  return [
    query(operations.provisioning.get, async ({ tenantId }, _input, { tx }) => ({
      address: `${publicUrl.replace(/\/$/, '')}/scim/v2`,
      tokens: (await selectTokens(tx, tenantId)).map(tokenView),
      memberCount: await countKept(tx, tenantId),
    })),
    command(
      operations.provisioning.createToken,
      async (actor, _input, { tx, now }) => {
        if (actor.kind !== 'member') return refuse('forbidden')
        const barred = await refuseLessThanAdministrator(tx, actor)
        if (barred) return barred
        if ((await selectTokens(tx, actor.tenantId)).length >= maxTokens) {
          return refuse('too_many_tokens', { max: maxTokens })
        }
        const secret = `kqscim_${randomBytes(32).toString('base64url')}`
        const id = newId<ProvisioningTokenId>()
        const row = { id, ending: secret.slice(-4), created_by: actor.name, created_at: now, used_at: null }
        await insertToken(tx, actor.tenantId, row, hashOf(secret))
        return { token: tokenView(row), secret }
      },
      { kept: (result) => ({ ...result, secret: null }) },
    ),
    command(operations.provisioning.revokeToken, async (actor, { tokenId }, { tx }) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const barred = await refuseLessThanAdministrator(tx, actor)
      if (barred) return barred
      return (await deleteToken(tx, actor.tenantId, tokenId)) ? {} : refuse('not_found')
    }),
  ]
}

/** Whose back office this is; null: nobody's. */
export function tenantOfToken(doors: Doors, authorization: string | undefined): Promise<TenantId | null> {
  const secret = /^Bearer +(kqscim_[\w-]{43})$/i.exec(authorization ?? '')?.[1]
  if (secret === undefined) return Promise.resolve(null)
  return doors.withSystem('whose token of provisioning', (tx) => useToken(tx, hashOf(secret)))
}
