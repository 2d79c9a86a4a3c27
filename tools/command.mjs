// `npm run merchant`, `npm run operator`, `npm run seed:history`: builds what is stale, then runs the command of that name in this very process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installWhatIsMissing, requireNode } from './install.mjs'
import { root } from './run.mjs'

requireNode()

try {
  await installWhatIsMissing()
  const { buildWhatIsStale } = await import('./build.mjs')
  await buildWhatIsStale()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

process.setSourceMapsEnabled(true)
// The name is ours, from package.json; what follows it is for the command.
const [name] = process.argv.splice(2, 1)
await import(pathToFileURL(join(root, `server/dist/${name}.js`)).href)
