import { CommandError } from './command-error'
import { isOperatorName, listOperators, makeOperatorLink, removeOperator } from './features/operator'
import type { CommandRun } from './merchant-command'

const usage = `
  npm run operator -- setup-link [name]   a link by which an operator chooses his password; good once, for 24 hours
  npm run operator -- list                every operator
  npm run operator -- remove <name>       takes one away; he is signed out

  The operator makes, suspends and resumes merchants at /operator. A name is 2 to 32 lower-case letters, digits, dots,
  dashes and underscores; without one it is "operator". A link for a name that is there replaces the password.
`

const commands: Readonly<Record<string, (run: CommandRun, given: readonly string[]) => Promise<void>>> = {
  async 'setup-link'({ doors, publicUrl, isNamed, say }, [name = 'operator']) {
    if (!isOperatorName(name)) throw new CommandError(`${JSON.stringify(name)} is not a name.\n${usage}`)
    const token = await makeOperatorLink(doors, name)
    say(`  For ${name} (good once, for 24 hours; earlier links are void):`)
    say(`    ${publicUrl}/console/operator/set-up?name=${name}&token=${token}\n`)
    if (!isNamed) say(`  PUBLIC_URL is not set: elsewhere than at ${publicUrl}, say that address instead.\n`)
  },
  async list({ doors, say }) {
    const operators = await listOperators(doors)
    if (operators.length === 0) say('  No operator yet: npm run operator -- setup-link')
    for (const { name } of operators) say(`  ${name}`)
  },
  async remove({ doors, say }, [name = '']) {
    if (!(await removeOperator(doors, name))) throw new CommandError(`There is no operator ${JSON.stringify(name)}.`)
    say(`  ${name} is gone.`)
  },
}

/**
 * What was typed behind `npm run operator --`, as work still to be done on an open database.
 * @throws CommandError at once when there is no such command, or later when it cannot be done as asked.
 */
export function operatorCommand([verb = '', ...given]: readonly string[]): (run: CommandRun) => Promise<void> {
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined
  if (!command) throw new CommandError(`What shall be done?\n${usage}`)
  return (run) => command(run, given)
}
