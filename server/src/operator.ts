/** `npm run operator`: who may run an installation from its page. */
import { operatorCommand } from './operator-command'
import { runCommand } from './run-command'

await runCommand(operatorCommand)
