// Whether a build is still that of today's sources, told by content: a checkout or a touch rebuilds nothing.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * All files under a path, in a stable order; the path itself when it is a file; nothing when it is absent.
 * Tests are no part of a product, so they do not make it stale.
 * @param {string} path
 * @returns {string[]}
 */
export function sourceFiles(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist' && !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => sourceFiles(join(path, entry.name)))
}

/**
 * A hash over names and contents.
 * @param {string} folder what the inputs are relative to
 * @param {string[]} inputs files and folders
 */
export function fingerprint(folder, inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of sourceFiles(join(folder, input))) {
      const content = readFileSync(file)
      hash.update(`${file.slice(folder.length)}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

const markName = '.fingerprint'

/**
 * True when the output folder was completed from exactly these inputs.
 * @param {string} outputFolder
 * @param {string} print
 */
export function isFresh(outputFolder, print) {
  const mark = join(outputFolder, markName)
  return existsSync(mark) && readFileSync(mark, 'utf8') === print
}

/**
 * Written as the last act of a build, so that a build which broke off counts as none.
 * @param {string} outputFolder
 * @param {string} print
 */
export function markFresh(outputFolder, print) {
  writeFileSync(join(outputFolder, markName), print)
}
