// What a whole run of `npm test` has to say at its end.

export class Tally {
  passedCount = 0
  /** @type {string[]} */
  failures = []
  /** @type {string[]} tests that did not run, by name */
  skipped = []
  /** @type {string[]} tests that failed and passed when they were run once more, by name and with the reason */
  flaky = []
  /** @type {string[]} parts of the suite that do not exist yet or could not run here */
  notRun = []

  /** @param {number} [count] */
  pass(count = 1) {
    this.passedCount += count
  }

  /** @param {string} name */
  fail(name) {
    this.failures.push(name)
  }

  /**
   * The closing lines, the plain line last. A skip is told loudly; where CI is set it is a failure. What passed at the second
   * attempt is told just as loudly, and has passed.
   * @param {boolean} isCi
   * @returns {{ lines: string[], failedCount: number }}
   */
  close(isCi) {
    const refused = isCi ? [...this.skipped, ...this.notRun] : []
    const failures = [...this.failures, ...refused.map((name) => `not run, which CI refuses: ${name}`)]
    const lines = failures.map((name) => `FAILED   ${name}`)
    if (!isCi) lines.push(...[...this.skipped, ...this.notRun].map((name) => `NOT RUN  ${name}`))
    lines.push(...this.flaky.map((name) => `FLAKY    ${name}`))
    lines.push(`${this.passedCount} passed, ${failures.length} failed`)
    return { lines, failedCount: failures.length }
  }
}

/**
 * Reads `N passed, M failed` off the last line that says so; undefined when none does.
 * @param {string} output
 */
export function countsOf(output) {
  const [last] = [...output.matchAll(/(\d+) passed, (\d+) failed\s*$/gm)].slice(-1)
  return last && { passedCount: Number(last[1]), failedCount: Number(last[2]) }
}
