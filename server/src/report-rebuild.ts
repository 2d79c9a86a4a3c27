/** `npm run report:rebuild`: counts a merchant's figures anew from the log, while the house goes on. */
import { reportRebuildCommand } from './report-rebuild-command'
import { runCommand } from './run-command'

await runCommand(reportRebuildCommand)
