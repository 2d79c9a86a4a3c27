/** `npm run seed:history`: a made-up past, to look at reports and lists that are not empty. */
import { runCommand } from './run-command'
import { seedHistoryCommand } from './seed-history-command'

await runCommand(seedHistoryCommand)
