// `npm run rules`: what neither the compiler, the linter nor the import rules can say about our sources.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { dim, green, red, say } from './progress.mjs'
import { root } from './run.mjs'
import { allRules } from './source-rules/all-rules'
import { source, type Source } from './source-rules/rule'

const skippedFolders = new Set(['node_modules', 'dist', 'data', 'coverage', 'fixtures'])
const readable = /\.(ts|tsx|mts|mjs|cjs|js|sql|md|css)$/

function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !entry.name.startsWith('.')) yield* filesUnder(path)
    } else if (readable.test(entry.name)) yield path
  }
}

const sources: Source[] = [...filesUnder('')].map((path) => source(path, readFileSync(join(root, path), 'utf8')))

let failedCount = 0
for (const rule of allRules) {
  const findings = rule.check(sources)
  if (findings.length === 0) {
    say(`${green('✓')} ${rule.name}`)
    continue
  }
  failedCount += 1
  say(`${red('✗')} ${rule.name} ${dim(`(${rule.why})`)}`)
  for (const { path, line, message } of findings) say(`    ${path}:${line} ${message}`)
}
say(`rules: ${sources.length} files, ${allRules.length - failedCount} passed, ${failedCount} failed`)
if (failedCount > 0) process.exitCode = 1
