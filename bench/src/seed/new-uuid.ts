import { randomBytes } from 'node:crypto'

/** A UUIDv7 of now: the log keeps streams by the time in their ids. */
export function newUuid7(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const chance = randomBytes(10).toString('hex')
  const text = `${time}7${chance.slice(0, 3)}8${chance.slice(3, 6)}${chance.slice(6, 18)}`
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
