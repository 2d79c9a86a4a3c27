// How the two commands speak while they work: one line per step, with its time. No dependency, since this runs before install.

const colour = process.stdout.isTTY && !process.env.NO_COLOR
/** @param {string} code @param {string} text */
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)

/** @param {string} text */
export const green = (text) => paint('32', text)
/** @param {string} text */
export const red = (text) => paint('31', text)
/** @param {string} text */
export const yellow = (text) => paint('33', text)
/** @param {string} text */
export const bold = (text) => paint('1', text)
/** @param {string} text */
export const dim = (text) => paint('2', text)

/**
 * A duration for people: `840 ms`, `3.2 s`, `2 min 05 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** @param {string} text */
export const say = (text) => process.stdout.write(`${text}\n`)

/**
 * Runs one step and tells how it went. The error passes through.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const startedAt = performance.now()
  say(`${dim('·')} ${label} …`)
  try {
    const result = await work()
    say(`${green('✓')} ${label} ${dim(`(${duration(performance.now() - startedAt)})`)}`)
    return result
  } catch (error) {
    say(`${red('✗')} ${label} ${dim(`(${duration(performance.now() - startedAt)})`)}`)
    throw error
  }
}
