// What `npm test` consists of. Each part records into the tally; a failing one does not stop the others.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dim, duration, green, red, say, yellow } from '../progress.mjs'
import { root, runNode } from '../run.mjs'
import { provideChromium } from './chromium.mjs'
import { provideClamd } from './clamd.mjs'
import { provideNginx } from './nginx.mjs'
import { provideRedis } from './redis.mjs'
import { countsOf } from './tally.mjs'
import { addVitestResults } from './vitest-results.mjs'

/** @typedef {import('./tally.mjs').Tally} Tally */

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {number} budgetMinutes
 * @property {(tally: Tally) => Promise<void>} run
 */

/** @typedef {() => Promise<import('../run.mjs').Outcome>} Command */

const tsx = 'node_modules/tsx/dist/cli.mjs'

/** @type {[name: string, command: Command][]} */
const staticChecks = [
  ['types', () => runNode('tools/check-types.mjs', [], { quiet: true })],
  ['lint (oxlint)', () => runNode('node_modules/oxlint/bin/oxlint', ['--deny-warnings'], { quiet: true })],
  ['boundaries (dependency-cruiser)', () => runNode(tsx, ['tools/boundaries.ts'], { quiet: true })],
  ['source rules', () => runNode(tsx, ['tools/check-source.ts'], { quiet: true })],
  ['format (prettier)', checkFormat],
]

function checkFormat() {
  const cache = ['--cache', '--cache-location', 'node_modules/.cache/format']
  return runNode('node_modules/prettier/bin/prettier.cjs', ['--check', ...cache, '--log-level', 'warn', '.'], {
    quiet: true,
  })
}

/**
 * Runs one command. It counts as what its last line says (`N passed, N failed`), or as one check.
 * @param {Tally} tally
 * @param {string} name
 * @param {Command} command
 * @param {{ showOutput?: boolean }} [options] the output was not shown while it ran: show it when it failed
 */
async function check(tally, name, command, { showOutput = true } = {}) {
  const startedAt = performance.now()
  const { code, output } = await command()
  const failures = failuresOf(name, code, output)
  tally.pass(countsOf(output)?.passedCount ?? (failures.length === 0 ? 1 : 0))
  for (const failure of failures) tally.fail(failure)
  const mark = failures.length === 0 ? green('✓') : red('✗')
  say(`${mark} ${name} ${dim(`(${duration(performance.now() - startedAt)})`)}`)
  if (failures.length > 0 && showOutput) say(output.trimEnd().replace(/^/gm, '    '))
}

/**
 * What failed, by name where the command marks it with a cross.
 * @param {string} name
 * @param {number} code
 * @param {string} output
 * @returns {string[]}
 */
function failuresOf(name, code, output) {
  const failedCount = countsOf(output)?.failedCount ?? 0
  // A program may fail without a failed count: it broke off, or its last line belies its exit code.
  if (failedCount === 0) return code === 0 ? [] : [`${name} (exit code ${code})`]
  const crossed = [...output.matchAll(/^✗ ([^(:]+)/gm)].map(([, what = '']) => `${name}: ${what.trim()}`)
  return crossed.length === failedCount ? crossed : Array.from({ length: failedCount }, () => name)
}

/**
 * Two at a time: that is what the smallest machine we promise has cores for.
 * @param {Tally} tally
 */
async function runStatic(tally) {
  const waiting = [...staticChecks]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await check(tally, ...next)
  }
  await Promise.all([worker(), worker()])
}

/** Projects whose reports are of this run. @type {Set<string>} */
const ranProjects = new Set()

/**
 * @param {Tally} tally
 * @param {string} project
 * @param {Record<string, string>} [env]
 */
async function runVitest(tally, project, env) {
  const folder = join(root, 'node_modules/.cache/suite')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${project}.json`)
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await runNode('node_modules/vitest/vitest.mjs', ['run', '--project', project, ...reporters], { env })
  try {
    addVitestResults(tally, JSON.parse(readFileSync(file, 'utf8')), code, root)
    ranProjects.add(project)
  } catch {
    tally.fail(`${project}: vitest left no report (exit code ${code})`)
  }
}

/** @param {Tally} tally */
async function runMedium(tally) {
  await provideRedis()
  await provideNginx()
  await provideClamd()
  await runVitest(tally, 'medium')
}

/** @param {Tally} tally */
async function runSimulator(tally) {
  await check(tally, 'simulator', () => runNode(tsx, ['simulation/src/cli.ts', '--suite']), {
    showOutput: false,
  })
}

/** @param {Tally} tally */
async function runBrowser(tally) {
  const chromium = await provideChromium()
  if (!chromium) {
    const how = 'install Chromium, or set CHROMIUM_PATH to one'
    say(yellow(`! NO BROWSER was found, so NO browser story ran: ${how}`))
    tally.notRun.push(`browser stories (no browser: ${how})`)
    return
  }
  await runVitest(tally, 'browser', { CHROMIUM_PATH: chromium })
}

/** @param {Tally} tally */
async function runSize(tally) {
  await check(tally, 'size of what a browser downloads', () => runNode('tools/size.mjs', []))
}

/**
 * The page of what is proven, against the tests that have just passed.
 * @param {Tally} tally
 */
async function runCoverage(tally) {
  const isWhole = ['small', 'medium', 'browser'].every((project) => ranProjects.has(project))
  if (!isWhole) tally.notRun.push('coverage (it needs the unit, integration and browser tests of the same run)')
  else await check(tally, 'coverage', () => runNode('tools/requirements/main.mjs', ['--check'], { quiet: true }))
}

/**
 * The first two side by side: the one waits for leases to end and the other for its windows, and neither fails for being
 * slow. Three nodes want the machine for themselves.
 * @param {Tally} tally
 */
async function runProofs(tally) {
  await Promise.all([
    check(tally, 'torture, smoke run', () => runNode(tsx, ['bench/src/torture/main.ts', '--smoke'], { quiet: true })),
    check(tally, 'bench, smoke run', () => runNode(tsx, ['bench/src/main.ts', 'smoke'], { quiet: true })),
  ])
  const nodes = ['bench/src/torture/main.ts', '--nodes', '3', '--smoke']
  await check(tally, 'torture of three nodes, smoke run', () => runNode(tsx, nodes, { quiet: true }))
}

/** @param {Tally} tally */
async function runBuild(tally) {
  const { buildWhatIsStale } = await import('../build.mjs')
  try {
    await buildWhatIsStale()
    tally.pass()
  } catch (error) {
    say(String(error instanceof Error ? error.message : error))
    tally.fail('build')
  }
}

/**
 * In the order in which they run: what is quick to fail comes first.
 * @type {Part[]}
 */
export const parts = [
  { name: 'static', budgetMinutes: 1, run: runStatic },
  { name: 'unit', budgetMinutes: 1, run: (tally) => runVitest(tally, 'small') },
  { name: 'build', budgetMinutes: 0.5, run: runBuild },
  { name: 'integration', budgetMinutes: 2, run: runMedium },
  { name: 'simulator', budgetMinutes: 2, run: runSimulator },
  { name: 'size', budgetMinutes: 0.5, run: runSize },
  { name: 'browser', budgetMinutes: 5, run: runBrowser },
  { name: 'coverage', budgetMinutes: 0.5, run: runCoverage },
  { name: 'proofs', budgetMinutes: 2, run: runProofs },
]
