import { CommandError } from './command-error'
import { createMerchant, makeSetUpLink } from './features/operator'
import {
  findTenantByCode,
  isTenantCode,
  listTenants,
  resumeTenant,
  suspendTenant,
  type Tenant,
} from './features/tenant'
import type { Doors } from './platform/database/doors'
import type { SecretBox } from './platform/secret-box'

const usage = `
  npm run merchant -- create <code> <name>   a new merchant with a group and a channel, and the link for its administrator
  npm run merchant -- list                   every merchant
  npm run merchant -- suspend <code>         nobody of it gets in any more; its data stays
  npm run merchant -- resume <code>          takes that back
  npm run merchant -- setup-link <code>      a new link for an administrator; good once, for 24 hours

  <code> stands before the colon of every sign-in name: 2 to 32 lower-case letters, digits and dashes.
`

/** What a command works with. */
export interface CommandRun {
  readonly doors: Doors
  readonly publicUrl: string
  /** The operator has said where browsers reach us. */
  readonly isNamed: boolean
  /** Opens what is sealed under the secrets of the same settings. */
  readonly openBox: () => SecretBox
  /** Takes what the operator is told, line by line. */
  readonly say: (line: string) => void
}

const commands: Readonly<Record<string, (operator: CommandRun, given: readonly string[]) => Promise<void>>> = {
  async create(operator, [code = '', ...words]) {
    const name = words.join(' ').trim()
    if (!isTenantCode(code) || name === '') throw new CommandError(`create needs a code and a name.\n${usage}`)
    const { say } = operator
    const created = await createMerchant(operator.doors, operator.publicUrl, { code, name })
    if (!created) throw new CommandError(`There is a merchant ${code} already.`)
    say(`\n  ${name} (${code}) is there.\n`)
    say('  For the pages of its shop:')
    say(`    ${created.embed}\n`)
    await sayLink(operator, created.tenant)
  },
  async list({ doors, say }) {
    const tenants = await listTenants(doors)
    if (tenants.length === 0) say('  No merchant yet: npm run merchant -- create <code> <name>')
    const width = Math.max(0, ...tenants.map(({ code }) => code.length))
    for (const { code, status, name } of tenants) say(`  ${code.padEnd(width)}  ${status.padEnd(9)}  ${name}`)
  },
  async suspend({ doors, say }, [code]) {
    await suspendTenant(doors, (await named(doors, code)).id)
    say(`  ${code} is suspended: nobody of it gets in from now on.`)
  },
  async resume({ doors, say }, [code]) {
    await resumeTenant(doors, (await named(doors, code)).id)
    say(`  ${code} is active.`)
  },
  async 'setup-link'(operator, [code]) {
    await sayLink(operator, await named(operator.doors, code))
  },
}

async function named(doors: Doors, code: string | undefined): Promise<Tenant> {
  if (code === undefined) throw new CommandError(`Which merchant?\n${usage}`)
  const tenant = await findTenantByCode(doors, code)
  if (!tenant) throw new CommandError(`There is no merchant ${JSON.stringify(code)}: npm run merchant -- list`)
  return tenant
}

async function sayLink({ doors, publicUrl, isNamed, say }: CommandRun, tenant: Tenant): Promise<void> {
  say('  For its administrator (good once, for 24 hours; earlier links are void):')
  say(`    ${await makeSetUpLink(doors, publicUrl, tenant)}\n`)
  if (!isNamed)
    say(
      `  PUBLIC_URL is not set: where browsers reach this installation elsewhere than at ${publicUrl}, say so instead.\n`,
    )
}

/**
 * What the operator typed behind `npm run merchant --`, as work still to be done on an open database.
 * @throws CommandError at once when there is no such command, or later when it cannot be done as asked.
 */
export function merchantCommand([verb = '', ...given]: readonly string[]): (operator: CommandRun) => Promise<void> {
  const run = Object.hasOwn(commands, verb) ? commands[verb] : undefined
  if (!run) throw new CommandError(`What shall be done?\n${usage}`)
  return (operator) => run(operator, given)
}
