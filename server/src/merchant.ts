/** `npm run merchant`: what the operator of an installation does with merchants. */
import { merchantCommand } from './merchant-command'
import { runCommand } from './run-command'

await runCommand(merchantCommand)
