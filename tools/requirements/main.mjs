// `npm run coverage`: writes docs/coverage.md from the reports that the last whole run of `npm test` left.
//   npm run coverage -- --check      only says whether it is what they make of it
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../run.mjs'
import { coverageOf, passedTests } from './coverage.mjs'
import { requirements } from './requirements.mjs'

const page = join(root, 'docs/coverage.md')

/** @param {string} project */
function reportOf(project) {
  try {
    return JSON.parse(readFileSync(join(root, `node_modules/.cache/suite/${project}.json`), 'utf8'))
  } catch {
    process.stderr.write(`there is no report of the ${project} tests: run npm test first\n`)
    process.exit(2)
  }
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const made = coverageOf(requirements, passedTests(['small', 'medium', 'browser'].map(reportOf), root))
if (made.unproven.length > 0) process.stdout.write(`✗ nothing proves ${made.unproven.join(', ')}\n`)
let isOld = false
if (!values.check) writeFileSync(page, made.page)
else {
  isOld = made.page !== readFileSync(page, 'utf8')
  if (isOld) process.stdout.write('✗ docs/coverage.md is not what the tests make of it: npm run coverage\n')
}
const failedCount = Number(made.unproven.length > 0) + Number(isOld)
process.stdout.write(`${requirements.length - made.unproven.length} passed, ${failedCount} failed\n`)
process.exitCode = failedCount > 0 ? 1 : 0
