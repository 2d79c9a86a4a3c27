// `npm run merchant`: builds what is stale, then runs the operator's command in this very process.
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
await import(pathToFileURL(join(root, 'server/dist/merchant.js')).href)
