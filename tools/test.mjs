// `npm test`: everything that can be proven without asking anybody. Ends with the plain line `N passed, N failed`.
//   npm test -- --only static,unit      only these parts
import { parseArgs } from 'node:util'
import { installWhatIsMissing, requireNode } from './install.mjs'
import { bold, duration, green, red, say, yellow } from './progress.mjs'
import { stopWithParent } from './run.mjs'
import { parts } from './suite/parts.mjs'
import { Tally } from './suite/tally.mjs'

requireNode()
if (process.env.npm_lifecycle_event === 'test') stopWithParent()

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = values.only?.split(',').map((name) => name.trim())
const unknown = wanted?.filter((name) => !parts.some((part) => part.name === name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(
    `no part is called ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(2)
}

const isCi = process.env.CI === 'true' || process.env.CI === '1'
const tally = new Tally()
/** @type {{ name: string, ms: number, budgetMs: number }[]} */
const times = []

/** @param {string} name @param {number} budgetMinutes @param {() => Promise<unknown>} work */
async function timed(name, budgetMinutes, work) {
  const startedAt = performance.now()
  try {
    await work()
  } catch (error) {
    tally.fail(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
  times.push({ name, ms: performance.now() - startedAt, budgetMs: budgetMinutes * 60_000 })
}

await timed('install', 2, installWhatIsMissing)
// Without its packages every part would fail for the same reason.
for (const part of tally.failures.length > 0 ? [] : parts) {
  if (wanted && !wanted.includes(part.name)) continue
  say(`\n${bold(`── ${part.name} ──`)}`)
  await timed(part.name, part.budgetMinutes, () => part.run(tally))
}

say(`\n${bold('── times ──')}`)
for (const { name, ms, budgetMs } of times) {
  const over = ms > budgetMs ? yellow('  OVER BUDGET') : ''
  say(`${name.padEnd(12)} ${duration(ms).padStart(12)}  of ${duration(budgetMs)}${over}`)
}
const { lines, failedCount } = tally.close(isCi)
const plain = lines.pop() ?? ''
say('')
for (const line of lines) say(line.startsWith('FAILED') ? red(line) : yellow(line))
if (lines.length === 0) say(green('everything ran'))
say(plain)
process.exitCode = failedCount > 0 ? 1 : 0
