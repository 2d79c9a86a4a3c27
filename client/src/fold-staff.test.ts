import type { ConversationView, EventView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { foldStaffView } from './fold-staff'

const staff = { legId: null, summarised: false, categoryPath: [], invited: false, score: null }
const view = { status: 'queued', agent: null, acceptedAt: null, staff } as unknown as ConversationView
const event = (type: string, payload: object) => ({ type, payload, at: 1, seq: 1 }) as unknown as EventView
const opened = (legId: string) => event('leg.opened', { legId, member: { id: 'm' }, origin: 'visitor' })
const saved = (legId: string) => event('summary.saved', { legId, categoryPath: ['物流', '物流进度'] })

it('CON-05: knows whether the leg that is open or was the last one is summed up', () => {
  const first = [opened('a'), saved('a')].reduce(foldStaffView, view)
  expect(first.staff).toMatchObject({ legId: 'a', summarised: true, categoryPath: ['物流', '物流进度'] })
  const second = foldStaffView(first, opened('b'))
  expect(second.staff).toMatchObject({ legId: 'b', summarised: false, categoryPath: ['物流', '物流进度'] })
  expect(foldStaffView(second, saved('a')).staff?.summarised).toBe(false)
  expect(foldStaffView(second, saved('b')).staff?.summarised).toBe(true)
})

it('CON-07: knows that the visitor was asked, and what he gave', () => {
  const asked = foldStaffView(view, event('rating.invited', { by: 'end' }))
  expect(asked.staff).toMatchObject({ invited: true, score: null })
  expect(foldStaffView(asked, event('rating.submitted', { score: 2 })).staff?.score).toBe(2)
})

it('adds nothing to a view that is a visitor’s', () => {
  const { staff: _, ...visitors } = view
  expect(foldStaffView(visitors as ConversationView, saved('a'))).toBe(visitors)
})
