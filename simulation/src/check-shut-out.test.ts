import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import { describe, expect, it } from 'vitest'
import { checkShutOut, disabledAtEnd } from './check-shut-out'

const event = (type: string, at: number, payload: object, by = 'boss') =>
  ({
    stream: 'conversation',
    streamId: 'c',
    seq: at,
    type,
    at,
    payload,
    actor: { id: by, name: by },
  }) as unknown as StoredEvent

const out = event('member.disabled', 10_000, { memberId: 'm', openCount: 1 })
const problems = (...log: StoredEvent[]) => checkShutOut([out, ...log]).join('\n')

describe('a member who was disabled', () => {
  it('may be heard for as long as a node may not know, and again when he is let in', () => {
    const backIn = event('member.enabled', 20_000, { memberId: 'm' })
    expect(problems(event('note.added', 11_000, {}, 'm'), backIn, event('note.added', 30_000, {}, 'm'))).toBe('')
  })

  it('must not be heard after that', () => {
    expect(problems(event('note.added', 12_000, {}, 'm'))).toMatch(/by m, who was disabled 2000 ms before/)
  })

  it('is given nothing', () => {
    expect(problems(event('leg.opened', 10_001, { member: { id: 'm', nickname: 'M' }, how: 'assign' }))).toMatch(
      /assign 10001 gives it to M/,
    )
  })

  it('keeps nothing', () => {
    expect(problems(event('leg.closed', 12_000, { memberId: 'm' }))).toBe('')
    expect(problems(event('leg.closed', 40_000, { memberId: 'm' }))).toMatch(/kept 30000 ms/)
  })

  it('is known at the end', () => {
    expect([...disabledAtEnd([out])]).toEqual(['m'])
    expect([...disabledAtEnd([out, event('member.enabled', 20_000, { memberId: 'm' })])]).toEqual([])
  })
})
