// Reads vitest's JSON report into the tally.
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {object} TestFile
 * @property {string} name
 * @property {string} status
 * @property {string} [message]
 * @property {{ fullName: string, status: string, failureMessages?: string[] }[]} assertionResults
 */

const mostReason = 400

/**
 * Why a test failed, on one line without colours: the last lines of a run are often all that somebody gets to see.
 * @param {string[]} [messages]
 */
function reasonOf([message] = []) {
  if (message === undefined) return ''
  // Where it was thrown is above, in vitest's own words.
  const [said = ''] = stripVTControlCharacters(message).split(/\n\s+at /)
  return `: ${said
    .split(/\s*\n\s*/)
    .join(' | ')
    .slice(0, mostReason)}`
}

/**
 * @param {import('./tally.mjs').Tally} tally
 * @param {{ testResults: TestFile[] }} report
 * @param {number} exitCode of vitest
 * @param {string} root
 */
export function addVitestResults(tally, report, exitCode, root) {
  const failedBefore = tally.failures.length
  for (const file of report.testResults) {
    const path = file.name.replace(root, '')
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      const name = `${path}: ${fullName}${reasonOf(failureMessages)}`
      if (status === 'passed') {
        tally.pass()
        // Of an attempt before the one that passed.
        if (failureMessages?.length) tally.flaky.push(name)
      } else if (status === 'failed') tally.fail(name)
      else tally.skipped.push(`${path}: ${fullName}`)
    }
    // A file that could not even be loaded, or whose setup failed, has no failed test to show for it.
    const hasFailedTest = file.assertionResults.some(({ status }) => status === 'failed')
    if (file.status === 'failed' && !hasFailedTest)
      tally.fail(`${path}: ${file.message?.split('\n')[0] || 'did not load'}`)
  }
  // An error outside any test (a promise nobody awaited, a global setup) fails the run without failing a test.
  if (exitCode !== 0 && tally.failures.length === failedBefore)
    tally.fail(`vitest ended with code ${exitCode}; see above`)
}
