import { expect, it } from 'vitest'
import { isReady, stepsDone, type GuideFacts } from './guide-steps'

const empty: GuideFacts = {
  memberCount: 1,
  unservedCount: 1,
  hoursVersion: 0,
  channelVersion: 0,
  phraseCount: 0,
  entryCount: 0,
  hadDialogue: false,
  working: false,
}

it('finds nothing done at an empty merchant, and everything at a working one', () => {
  expect(Object.values(stepsDone(empty))).toEqual(Array(8).fill(false))
  const working = {
    memberCount: 2,
    unservedCount: 0,
    hoursVersion: 1,
    channelVersion: 3,
    phraseCount: 20,
    entryCount: 1,
    hadDialogue: true,
    working: true,
  }
  expect(Object.values(stepsDone(working))).toEqual(Array(8).fill(true))
})

it('says neither before it knows', () => {
  expect(stepsDone({ ...empty, memberCount: null, hadDialogue: null })).toMatchObject({ members: null, embed: null })
})

it('lets work begin without colleagues, phrases and knowledge, and not without a channel', () => {
  const alone = { ...empty, unservedCount: 0, hoursVersion: 1, channelVersion: 1, hadDialogue: true, working: true }
  expect(isReady(stepsDone(alone))).toBe(true)
  expect(isReady(stepsDone({ ...alone, channelVersion: 0 }))).toBe(false)
  expect(isReady(stepsDone({ ...alone, hoursVersion: null }))).toBe(false)
})
