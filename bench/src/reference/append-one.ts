import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Path of the frozen statement. */
export const appendOnePath = fileURLToPath(new URL('../../reference/append-one.sql', import.meta.url))

/** The same statement for a driver: $1 is the prefix of the conversations' ids, $2 the number of one. */
export function appendOneStatement(): string {
  return readFileSync(appendOnePath, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('--') && !line.startsWith('\\'))
    .join('\n')
    .replace(':prefix', '$1::text')
    .replace(':n::', '$2::')
}
