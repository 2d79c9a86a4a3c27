// Which tests prove which requirement: read off the names of the tests that passed.

/**
 * @typedef {import('./requirements.mjs').Requirement} Requirement
 * @typedef {{ file: string, name: string }} PassedTest
 * @typedef {{ testResults: import('../suite/vitest-results.mjs').TestFile[] }} VitestReport
 */

const idShape = /\b[A-Z]{3}-\d{2}\b/g
const mostTests = 3

/**
 * @param {readonly VitestReport[]} reports
 * @param {string} root of the repository
 * @returns {PassedTest[]}
 */
export function passedTests(reports, root) {
  return reports.flatMap(({ testResults }) =>
    testResults.flatMap(({ name: path, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'passed')
        .map(({ fullName }) => ({ file: path.replace(root, '').replace(/^\//, ''), name: fullName.trim() })),
    ),
  )
}

/**
 * The page, and the ids that nothing proves.
 * @param {readonly Requirement[]} requirements
 * @param {readonly PassedTest[]} passed
 * @returns {{ page: string, unproven: string[] }}
 */
export function coverageOf(requirements, passed) {
  /** @type {Map<string, PassedTest[]>} */
  const byId = new Map()
  for (const one of passed) {
    for (const [id] of one.name.matchAll(idShape)) byId.set(id, [...(byId.get(id) ?? []), one])
  }
  const unproven = requirements.filter(({ id }) => !byId.has(id)).map(({ id }) => id)
  const lines = requirements.map(({ id, asks, screen }) => {
    const proofs = (byId.get(id) ?? []).toSorted(storiesFirst)
    return `| ${id} | ${asks} | ${screen} | ${proofs.slice(0, mostTests).map(cell).join('<br>')}${more(proofs.length)} |`
  })
  return { page: `${head}${lines.join('\n')}\n`, unproven }
}

const head = `# Coverage

Which tests prove which requirement. Made from the tests that passed in a run of \`npm test\` by \`npm run coverage\`; a run fails when a line has no test, or when this page is not what its tests make of it.

| id | what is asked | where | proven by |
| --- | --- | --- | --- |
`

/** @param {PassedTest} test */
const cell = ({ file, name }) => `\`${file}\` ${name.replaceAll('|', '\\|').replaceAll('<', '&lt;')}`

/** @param {number} count */
const more = (count) => (count > mostTests ? `<br>and ${count - mostTests} more` : '')

/** @param {PassedTest} a @param {PassedTest} b */
function storiesFirst(a, b) {
  const rank = (/** @type {PassedTest} */ { file }) => Number(!file.endsWith('.story.ts'))
  return rank(a) - rank(b) || a.file.localeCompare(b.file, 'en') || a.name.localeCompare(b.name, 'en')
}
