import { readFileSync } from 'node:fs'
import { decide, keyScopes, permissions } from '@keqiao/domain'
import { describe, expect, it } from 'vitest'
import {
  acceptsApiKey,
  allOperations,
  clientFrame,
  errors,
  events,
  RECALL_WITHIN_MS,
  isVisible,
  operationsByName,
} from './index'

const errorsPage = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')

describe('the registries', () => {
  it.each(Object.entries(errors))('%s has its line in docs/errors.md', (code, { status, retryable, meaning }) => {
    expect(errorsPage).toContain(`| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${meaning} |`)
  })

  it('docs/errors.md names no code that does not exist', () => {
    const named = [...errorsPage.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])
    expect(new Set(named)).toEqual(new Set(Object.keys(errors)))
  })

  it('gives an API key nothing that no operation would take from it', () => {
    const taken = new Set(allOperations.filter(acceptsApiKey).map(({ permission }) => permission))
    expect(keyScopes).toEqual(permissions.filter((permission) => taken.has(permission)))
  })

  it('names each operation and each HTTP door once', () => {
    expect(operationsByName.size).toBe(allOperations.length)
    const doors = allOperations.map(({ http }) => `${http.method} ${http.path}`)
    expect(new Set(doors).size).toBe(doors.length)
  })

  it.each(allOperations.map((operation) => [operation.name, operation] as const))(
    '%s is complete',
    (name, operation) => {
      expect(name).toMatch(/^[a-z][A-Za-z]+\.[a-z][A-Za-z]+$/)
      expect(operation.callers.length).toBeGreaterThan(0)
      for (const code of operation.errors) expect(errors).toHaveProperty(code)
      if (operation.permission !== null) expect(permissions).toContain(operation.permission)
      // A query changes nothing, so it is a GET; a command never is.
      expect(operation.http.method === 'GET').toBe(operation.kind === 'query')
    },
  )

  it.each(Object.entries(events))('%s has an audience and a version', (type, event) => {
    expect(event.audiences.length).toBeGreaterThan(0)
    expect(event.version).toBeGreaterThanOrEqual(1)
    expect(isVisible(type, 'staff')).toBe(true)
  })

  it('shows nothing of an unknown type to anybody', () => {
    expect(isVisible('toString', 'staff')).toBe(false)
    expect(isVisible('conversation.invented', 'visitor')).toBe(false)
  })

  it('never shows a visitor what staff say among themselves', () => {
    expect(
      ['note.added', 'whisper.said', 'leg.closed', 'presence.changed'].filter((type) => isVisible(type, 'visitor')),
    ).toEqual([])
  })
})

it('tells both ends of the wire the time in which the domain lets a message be recalled', () => {
  expect(RECALL_WITHIN_MS).toBe(decide.recallWithinMs)
})

describe('client frames', () => {
  it.each([
    ['a draft with NUL', { t: 'draft', s: '01900000-0000-7000-8000-000000000000', text: 'a\u0000b' }],
    ['a draft with half a character', { t: 'draft', s: '01900000-0000-7000-8000-000000000000', text: '\ud83d' }],
    ['an unknown frame', { t: 'shout' }],
    ['a frame with something extra', { t: 'pong', extra: true }],
    ['a call without a name', { t: 'call', id: 1, input: {} }],
    ['a client id that is no UUID', { t: 'call', id: 1, op: 'desk.get', input: {}, key: 'one' }],
  ])('refuses %s', (_what, frame) => {
    expect(clientFrame.safeParse(frame).success).toBe(false)
  })
})
