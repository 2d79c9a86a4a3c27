import { expect, it } from 'vitest'
import { autoRepliesOf, fillIn, type AutoReplyFacts, type AutoReplyRules } from './auto-reply'

const on = (seconds: number) => ({ on: true, afterMs: seconds * 1_000 })
const rules: AutoReplyRules = {
  unstaffed: on(0),
  waiting: on(60),
  accepted: on(0),
  agentSilent: on(120),
  beforeClose: on(60),
  ended: on(0),
}
const nothing: AutoReplyFacts = {
  queuedAt: null,
  staffed: true,
  legOpenedAt: null,
  legId: null,
  unansweredSince: null,
  silenceDueAt: null,
  lastSpokenAt: null,
}
const said = (facts: Partial<AutoReplyFacts>, now = 1_000, given = rules) =>
  autoRepliesOf({ ...nothing, ...facts }, given, now).map(({ situation, at, round }) => [situation, at, round])

it('CON-21: says something in the line once it takes long, or that nobody is there', () => {
  expect(said({ queuedAt: 1_000 })).toEqual([['waiting', 61_000, 'line']])
  expect(said({ queuedAt: 1_000, staffed: false })).toEqual([['unstaffed', 1_000, 'line']])
})

it('CON-21: greets for each leg, and not long after', () => {
  expect(said({ legId: 'a', legOpenedAt: 1_000, silenceDueAt: 361_000 })).toEqual([
    ['accepted', 1_000, 'a'],
    ['beforeClose', 301_000, '1000'],
  ])
  expect(said({ legId: 'a', legOpenedAt: 1_000 }, 70_000)).toEqual([])
})

it('CON-21: soothes while an answer is owed, and reminds only where none is', () => {
  const open = { legId: 'a', legOpenedAt: 1_000, silenceDueAt: null }
  expect(said({ ...open, unansweredSince: 500 }, 90_000)).toEqual([['agentSilent', 121_000, '500']])
  expect(said({ ...open, silenceDueAt: 400_000, lastSpokenAt: 40_000 }, 90_000)).toEqual([
    ['beforeClose', 340_000, '40000'],
  ])
})

it('says nothing that is switched off', () => {
  const off = Object.fromEntries(Object.keys(rules).map((key) => [key, { on: false, afterMs: 0 }]))
  expect(said({ legId: 'a', legOpenedAt: 1_000, unansweredSince: 1 }, 2_000, off as unknown as AutoReplyRules)).toEqual(
    [],
  )
})

it('puts in the names it knows', () => {
  expect(fillIn('您好，{shop}的{agent}为您服务 {toString} {x', { agent: '林岚', shop: '云杉' })).toBe(
    '您好，云杉的林岚为您服务 {toString} {x',
  )
})
