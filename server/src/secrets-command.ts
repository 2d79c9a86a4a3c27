import { parseArgs } from 'node:util'
import { CommandError } from './command-error'
import type { CommandRun } from './merchant-command'
import { lockSealed, sealedColumns, storeSealed } from './sealed-columns.store'
import type { Doors } from './platform/database/doors'
import type { SecretBox } from './platform/secret-box'

const usage = `
  npm run secrets:rotate            seals every secret of the database under SECRET, whichever of SECRET and
                                    SECRET_PREVIOUS it is sealed under now
  npm run secrets:rotate -- --dry   tells how many that would be

  It may run while the house does, once every process knows both. Afterwards SECRET_PREVIOUS can go.
`

/** How many secrets a column holds, and how many of them are sealed by an earlier secret. */
export interface Rotated {
  readonly name: string
  readonly all: number
  readonly renewed: number
}

/**
 * Seals anew what an earlier secret has sealed. All of it or nothing: a secret that opens under none of the known ones
 * stops it before anything is changed.
 */
export async function rotateSecrets(doors: Doors, box: SecretBox, isDry: boolean): Promise<Rotated[]> {
  return doors.withSystem('secrets are sealed anew', async (tx) => {
    const rotated: Rotated[] = []
    for (const of of sealedColumns) {
      const rows = await lockSealed(tx, of)
      const old = rows.filter(({ sealed }) => !box.isCurrent(sealed))
      for (const { key, sealed } of old) {
        const context = of.contextOf(key)
        const renewed = box.seal(opened(box, sealed, context), context)
        if (!isDry) await storeSealed(tx, of, key, renewed)
      }
      rotated.push({ name: `${of.table}.${of.column}`, all: rows.length, renewed: old.length })
    }
    return rotated
  })
}

function opened(box: SecretBox, sealed: Buffer, context: string): string {
  try {
    return box.open(sealed, context)
  } catch {
    throw new CommandError(
      `The ${context} opens neither under SECRET nor under SECRET_PREVIOUS. Nothing was changed: ` +
        'start again with the secret it was sealed under as SECRET_PREVIOUS.',
    )
  }
}

/**
 * What was typed behind `npm run secrets:rotate --`, as work still to be done on an open database.
 * @throws CommandError at once for what is not understood, or later when a secret cannot be opened.
 */
export function secretsCommand(given: readonly string[]): (run: CommandRun) => Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...given],
    options: { dry: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  })
  const unknown = [...positionals, ...Object.keys(values).filter((name) => name !== 'dry')]
  if (unknown.length > 0) throw new CommandError(`What is ${unknown.join(' ')}?\n${usage}`)
  const isDry = values.dry === true
  return async ({ doors, openBox, say }) => {
    const rotated = await rotateSecrets(doors, openBox(), isDry)
    for (const { name, all, renewed } of rotated) say(`  ${name}: ${renewed} of ${all}`)
    const count = rotated.reduce((sum, { renewed }) => sum + renewed, 0)
    say(
      isDry
        ? `  ${count} would be sealed anew.`
        : `  ${count} were sealed anew. SECRET_PREVIOUS is not needed any more.`,
    )
  }
}
