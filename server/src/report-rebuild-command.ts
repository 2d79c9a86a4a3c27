import { parseArgs } from 'node:util'
import { CommandError } from './command-error'
import { rebuildMetrics } from './features/metric'
import { findTenantByCode } from './features/tenant'
import type { CommandRun } from './merchant-command'
import { openLog } from './platform/event-log'

const usage = `
  npm run report:rebuild -- --merchant <code>   counts the figures of a merchant's reports anew from the log

  It may run while the house does: the figures that are read change at once when the new ones are whole. What was counted
  of months that are archived stays as it is.
`

/**
 * What was typed behind `npm run report:rebuild --`, as work still to be done on an open database.
 * @throws CommandError at once when no merchant is named, or later when it cannot be done.
 */
export function reportRebuildCommand(given: readonly string[]): (run: CommandRun) => Promise<void> {
  const { values } = parseArgs({ args: [...given], options: { merchant: { type: 'string' } }, strict: false })
  const { merchant } = values
  if (typeof merchant !== 'string') throw new CommandError(`Which merchant?\n${usage}`)
  return async ({ doors, say }) => {
    const tenant = await findTenantByCode(doors, merchant)
    if (!tenant) throw new CommandError(`There is no merchant ${JSON.stringify(merchant)}: npm run merchant -- list`)
    let read = 0
    const onPass = (events: number) => {
      read += events
      if (events > 0) say(`  ${read} events`)
    }
    const count = await rebuildMetrics({ doors, epoch: await openLog(doors), onPass }, tenant.id)
    if (count === null) throw new CommandError(`The figures of ${merchant} are being rebuilt by somebody else.`)
    say(`  The figures of ${tenant.name} (${merchant}) were counted anew from ${count} events.`)
  }
}
