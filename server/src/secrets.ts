/** `npm run secrets:rotate`: seals the database's secrets under the secret of now. */
import { runCommand } from './run-command'
import { secretsCommand } from './secrets-command'

await runCommand(secretsCommand)
