import { randomUUID } from 'node:crypto'
import { Client, DatabaseError } from 'pg'
import { powersOf, reachableBy, type Table } from './catalogue'
import { insertion, isHome, type Planted } from './plant'

/** What a merchant's role may reach beside the rows of its own, and why that opens no wall. */
export interface Expected {
  /** Tables without a merchant that are read all the same. */
  readonly sharedTables: Readonly<Record<string, string>>
  /** Tables of merchants that his own role may not even ask. */
  readonly closedTables: Readonly<Record<string, string>>
  readonly reachable: Readonly<Record<string, string>>
}

const tenantRole = 'keqiao_tenant'
const systemRole = 'keqiao_system'
/** SQLSTATEs: no privilege, or a row that its policy refuses; no merchant was named. */
const refusedState = '42501'
const unnamedStates = ['42704', '22P02']

/** How a statement went. */
type Outcome =
  { readonly rows: readonly Record<string, unknown>[] } | { readonly state: string; readonly message: string }

/**
 * Looks for holes in the wall between merchants by plain SQL, as the roles that the application takes on, without a line
 * of the application in between. Returns what it found, a line each.
 */
export async function findHoles(url: string, planted: Planted, expected: Expected): Promise<string[]> {
  const [client, fresh] = [new Client({ connectionString: url }), new Client({ connectionString: url })]
  await Promise.all([client.connect(), fresh.connect()])
  try {
    const holes = [...(await holesInRoles(client)), ...(await holesBeside(client, expected))]
    for (const table of planted.tables) {
      holes.push(...(await holesIn(client, table, planted, expected)))
      if (isHome(table))
        holes.push(...(await seesUnnamed(fresh, table, planted)).map((hole) => `table ${bareName(table)}: ${hole} yet`))
    }
    return holes
  } finally {
    await Promise.all([client.end(), fresh.end()])
  }
}

/** The login makes the two roles where they are missing, and is a member of them; it may do nothing else of that kind. */
const powersOfLogin = ['createrole', `member of ${tenantRole}`, `member of ${systemRole}`]

async function holesInRoles(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select current_user as name')
  const login = rows[0]?.name ?? ''
  const holes: string[] = []
  for (const role of [tenantRole, systemRole, login]) {
    const allowed = role === login ? powersOfLogin : []
    const powers = (await powersOf(client, role)).filter((power) => !allowed.includes(power))
    holes.push(...powers.map((power) => `role ${role}: ${power}`))
  }
  return holes
}

async function holesBeside(client: Client, { reachable }: Expected): Promise<string[]> {
  const found = await reachableBy(client, tenantRole)
  return found.flatMap(({ kind, name, fault }) => {
    if (fault !== null) return [`${kind} ${name}: ${fault}`]
    return name in reachable ? [] : [`${kind} ${name}: a merchant reaches it, and nothing says why he may`]
  })
}

async function holesIn(client: Client, table: Table, planted: Planted, expected: Expected): Promise<string[]> {
  const bare = bareName(table)
  const say = (what: string) => `table ${bare}: ${what}`
  const holes: string[] = []
  const isOurs = /^(public|auth)\./.test(table.name) && bare !== 'schema_migrations'
  if (isOurs && !table.isWalled) holes.push(say('row-level security is not forced'))
  if (!isHome(table) || bare in expected.closedTables) {
    const read = await asTenant(client, planted.own, `select * from ${table.name}`)
    if (!isRefused(read) && !(bare in expected.sharedTables)) holes.push(say('may be read, though it is no merchant’s'))
    const written = await asTenant(client, planted.own, `delete from ${table.name}`)
    if (!isRefused(written)) holes.push(say('may be emptied, though it is no merchant’s'))
    return holes
  }
  for (const check of [readsForeign, changesForeign, deletesForeign, insertsForeign, seesUnnamed, seesWithoutRole])
    holes.push(...(await check(client, table, planted)).map(say))
  return holes
}

const bareName = ({ name }: Table): string => name.replace(/^public\./, '')

type Check = (client: Client, table: Table, planted: Planted) => Promise<string[]>

const readsForeign: Check = async (client, { name, tenantColumn }, { own }) => {
  const read = await asTenant(client, own, `select "${tenantColumn}"::text as tenant from ${name}`)
  if ('state' in read) return [`its own merchant cannot read it (${read.message}), so nothing was proven of it`]
  const tenants = read.rows.map((row) => row['tenant'])
  const holes = tenants.some((tenant) => tenant !== own) ? ['shows rows of another merchant'] : []
  if (!tenants.includes(own)) holes.push('does not show its own merchant what was planted, so nothing was proven of it')
  const nobody = await asTenant(client, randomUUID(), `select 1 from ${name}`)
  if ('state' in nobody || nobody.rows.length > 0) holes.push('shows rows to a merchant that does not exist')
  return holes
}

const changesForeign: Check = async (client, table, { own, foreign }) => {
  const { name, tenantColumn } = table
  const all = await asTenant(
    client,
    own,
    `update ${name} set "${tenantColumn}" = "${tenantColumn}" returning "${tenantColumn}"::text as tenant`,
  )
  const holes: string[] = []
  if (!('state' in all) && all.rows.some((row) => row['tenant'] !== own))
    holes.push('lets rows of another merchant be changed')
  const named = await asTenant(
    client,
    own,
    `update ${name} set "${tenantColumn}" = "${tenantColumn}" where "${tenantColumn}" = $1 returning 1`,
    [foreign],
  )
  if (!('state' in named) && named.rows.length > 0) holes.push('lets rows of a named other merchant be changed')
  const given = await asTenant(client, own, `update ${name} set "${tenantColumn}" = $1 returning 1`, [foreign])
  if (!('state' in given) && given.rows.length > 0) holes.push('lets a row be given to another merchant')
  else if ('state' in given && given.state !== refusedState)
    holes.push(`refuses a row for another merchant by chance alone (${given.message})`)
  return holes
}

const deletesForeign: Check = async (client, { name, tenantColumn }, { own }) => {
  const all = await asTenant(client, own, `delete from ${name} returning "${tenantColumn}"::text as tenant`)
  const isOpen = !('state' in all) && all.rows.some((row) => row['tenant'] !== own)
  return isOpen ? ['lets rows of another merchant be deleted'] : []
}

const insertsForeign: Check = async (client, table, { own, foreign }) => {
  const { text, values } = insertion(table, foreign)
  const smuggled = await asTenant(client, own, text, values)
  if (!('state' in smuggled)) return ['takes a row of another merchant']
  return smuggled.state === refusedState
    ? []
    : [`refuses a row of another merchant by chance alone (${smuggled.message})`]
}

/** Asked of a connection that never had a merchant, and of one that had. */
const seesUnnamed: Check = async (client, { name }) => {
  const read = await within(client, [`set local role ${tenantRole}`], `select 1 from ${name}`)
  const isOpen = 'state' in read ? ![...unnamedStates, refusedState].includes(read.state) : read.rows.length > 0
  return isOpen ? ['shows rows where no merchant is named'] : []
}

/** The login itself, which owns the tables. */
const seesWithoutRole: Check = async (client, table, { own }) => {
  const read = await within(client, [`set local app.tenant = '${own}'`], `select 1 from ${table.name}`)
  const { text, values } = insertion(table, own)
  const written = await within(client, [`set local app.tenant = '${own}'`], text, values)
  const holes = !('state' in read) && read.rows.length > 0 ? ['shows rows to the login without a role'] : []
  return 'state' in written ? holes : [...holes, 'takes rows from the login without a role']
}

const isRefused = (outcome: Outcome): boolean => 'state' in outcome && outcome.state === refusedState

const asTenant = (client: Client, tenantId: string, text: string, values: unknown[] = []): Promise<Outcome> =>
  within(client, [`set local role ${tenantRole}`, `set local app.tenant = '${tenantId}'`], text, values)

/** One statement in a transaction that never commits. */
async function within(
  client: Client,
  opening: readonly string[],
  text: string,
  values: unknown[] = [],
): Promise<Outcome> {
  await client.query(`begin; ${opening.join('; ')}`)
  try {
    return { rows: (await client.query<Record<string, unknown>>(text, values)).rows }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return { state: error.code ?? '', message: error.message }
  } finally {
    await client.query('rollback')
  }
}
