import { expect, it } from 'vitest'
import { stepsDone, type GuideFacts } from './guide-steps'

const empty: GuideFacts = {
  memberCount: 1,
  unservedCount: 1,
  hoursVersion: 0,
  channelVersion: 0,
  hadDialogue: false,
  working: false,
}

it('finds nothing done at an empty merchant, and everything at a working one', () => {
  expect(Object.values(stepsDone(empty))).toEqual([false, false, false, false, false, false])
  const working = {
    memberCount: 2,
    unservedCount: 0,
    hoursVersion: 1,
    channelVersion: 3,
    hadDialogue: true,
    working: true,
  }
  expect(Object.values(stepsDone(working))).toEqual([true, true, true, true, true, true])
})

it('says neither before it knows', () => {
  expect(stepsDone({ ...empty, memberCount: null, hadDialogue: null })).toMatchObject({ members: null, embed: null })
})
