import { createHash } from 'node:crypto'
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth'

/** How long the token before a rotation is still good: requests of other tabs are on their way with it. */
export const rotationGraceMs = 60_000

/** What is stored of a session token. It is 32 random characters, which no search can hit: a plain hash is enough. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

const plain = Symbol('plain token')

/**
 * better-auth stores session tokens as they are. This puts a hash in their place on the way to the database and the token
 * back on the way out, where the caller has just shown that he knows it; rows found otherwise keep the hash, which is
 * good for nothing. Whoever reads the table cannot sign in with it.
 *
 * Changes the adapter it is given: better-auth has the adapter's schema check registered under that very object.
 */
export function withHashedTokens<Adapter extends DBAdapter | DBTransactionAdapter>(
  adapter: Adapter,
  now: () => number,
): Adapter {
  const inner = { ...adapter }
  const methods: Omit<DBTransactionAdapter, 'id' | 'options'> = {
    async create<T extends Record<string, unknown>, R = T>(query: Parameters<typeof inner.create<T, R>>[0]) {
      const token = tokenIn(query.model, query.data)
      if (token === undefined) return inner.create<T, R>(query)
      const row = await inner.create<T, R>({ ...query, data: { ...query.data, token: hashSessionToken(token) } })
      return { ...row, token }
    },
    async findOne<T>(query: Parameters<typeof inner.findOne<T>>[0]) {
      const hashed = hashWhere(query)
      const row = await inner.findOne<T>(hashed)
      if (hashed[plain] === undefined) return row
      const found = row ?? (await inner.findOne<T>({ ...query, where: previousToken(hashed[plain], now()) }))
      return found && { ...found, token: hashed[plain] }
    },
    findMany: (query) => inner.findMany(query.where ? hashWhere({ ...query, where: query.where }) : query),
    count: (query) => inner.count(query.where ? hashWhere({ ...query, where: query.where }) : query),
    async update<T>(query: Parameters<typeof inner.update<T>>[0]) {
      const hashed = hashWhere(query)
      const token = tokenIn(query.model, query.update)
      const update = token === undefined ? query.update : { ...query.update, token: hashSessionToken(token) }
      const row = await inner.update<T>({ ...hashed, update })
      const known = token ?? hashed[plain]
      return row && known !== undefined ? { ...row, token: known } : row
    },
    updateMany(query) {
      if (tokenIn(query.model, query.update) !== undefined) throw new Error('many sessions cannot share a token')
      return inner.updateMany(hashWhere(query))
    },
    delete: (query) => inner.delete(hashWhere(query)),
    deleteMany: (query) => inner.deleteMany(hashWhere(query)),
    consumeOne: (query) => inner.consumeOne(hashWhere(query)),
    incrementOne: (query) => inner.incrementOne(hashWhere(query)),
  }
  Object.assign(adapter, methods)
  if ('transaction' in inner) {
    const { transaction } = inner
    const wrapped: DBAdapter['transaction'] = (work) => transaction((trx) => work(withHashedTokens(trx, now)))
    Object.assign(adapter, { transaction: wrapped })
  }
  return adapter
}

function tokenIn(model: string, data: Record<string, unknown>): string | undefined {
  return model === 'session' && typeof data['token'] === 'string' ? data['token'] : undefined
}

/** The same query over hashes; under `plain`, the token when it names exactly one. */
function hashWhere<Query extends { readonly model: string; readonly where: Where[] }>(
  query: Query,
): Query & { [plain]?: string } {
  if (query.model !== 'session') return query
  let token: string | undefined
  const where = query.where.map((condition): Where => {
    if (condition.field !== 'token') return condition
    const { value } = condition
    if (typeof value === 'string') {
      if (condition.operator === undefined || condition.operator === 'eq') token = value
      return { ...condition, value: hashSessionToken(value) }
    }
    if (Array.isArray(value)) return { ...condition, value: value.map((one) => hashSessionToken(String(one))) }
    throw new Error('a session is looked up by a token or several')
  })
  return { ...query, where, ...(token === undefined ? {} : { [plain]: token }) }
}

function previousToken(token: string, now: number): Where[] {
  return [
    { field: 'previousToken', value: hashSessionToken(token) },
    { field: 'rotatedAt', operator: 'gt', value: new Date(now - rotationGraceMs) },
  ]
}
