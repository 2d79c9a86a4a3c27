// The one place where the suite tolerates that a part does not exist yet. When everything exists, this file goes.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { say, yellow } from '../progress.mjs'
import { root } from '../run.mjs'

/**
 * True when the path exists (a folder: when it holds a file of that ending). Otherwise says so loudly and notes it.
 * @param {import('./tally.mjs').Tally} tally
 * @param {string} name of the part
 * @param {string} path from the root
 * @param {string} [ending] such as `.story.ts`
 */
export function isThere(tally, name, path, ending) {
  const full = join(root, path)
  const exists =
    existsSync(full) &&
    (!ending || readdirSync(full, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith(ending)))
  if (!exists) {
    say(yellow(`! ${name} is NOT THERE YET: ${path}${ending ? ` holds no *${ending}` : ' does not exist'}`))
    tally.notRun.push(`${name} (not there yet)`)
  }
  return exists
}
