// `npm start`: from a fresh clone to a running Keqiao. Plain Node: nothing is installed yet when this file begins.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installWhatIsMissing, requireNode } from './install.mjs'
import { root, stopWithParent } from './run.mjs'

requireNode()

try {
  await installWhatIsMissing()
  const { buildWhatIsStale } = await import('./build.mjs')
  await buildWhatIsStale()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

const entry = join(root, 'server/dist/main.js')
if (!existsSync(entry)) {
  process.stderr.write('server/dist/main.js is missing: there is no server to start.\n')
  process.exit(1)
}

// The server runs in this very process, as if it had been started by `node server/dist/main.js`. There is no parent to forward
// signals, to swallow an exit code or to leave an orphan behind: Ctrl-C, SIGTERM and kill reach the server itself. For the same
// reason package.json says `exec node ...`: npm puts a shell in between, and a shell that is told to stop leaves us behind. (cmd.exe
// knows no exec and goes on to what follows the `||`.)
process.argv[1] = entry
// Whoever starts it by hand wants to see the block of addresses, not a line of JSON for every step.
process.env.LOG_LEVEL ||= 'warn'
process.setSourceMapsEnabled(true)
if (process.env.npm_lifecycle_event === 'start') stopWithParent()
await import(pathToFileURL(entry).href)
