import { autoReplySettings, channelAutoReplies } from '@keqiao/contract'
import { expect, it } from 'vitest'
import {
  channelDraftOf,
  channelRepliesOf,
  draftOf,
  isWrong,
  secondsBounds,
  settingsOf,
  situations,
} from './auto-reply-draft'

const usual = autoReplySettings.parse({})

it('CON-21: asks for what is stored when nothing was changed, and shows every situation', () => {
  expect(settingsOf(draftOf(usual))).toEqual(usual)
  expect([...situations].toSorted()).toEqual(Object.keys(usual).toSorted())
})

it.each(Object.entries(secondsBounds))('takes of the time of %s what the contract takes', (name, [min, max]) => {
  const situation = name as keyof typeof secondsBounds
  for (const seconds of [min - 1, min, max, max + 1]) {
    const draft = { ...draftOf(usual), [situation]: { ...draftOf(usual)[situation], seconds: String(seconds) } }
    const taken = autoReplySettings.safeParse(settingsOf(draft)).success
    expect(isWrong(situation, draft[situation])).toBe(!taken)
  }
})

it('CON-21: a channel asks for what it has of its own, and for nothing else', () => {
  expect(channelRepliesOf(channelDraftOf({}))).toEqual({})
  for (const situation of situations) {
    const own = channelAutoReplies.parse({ [situation]: { on: true } })
    expect(channelRepliesOf(channelDraftOf(own))).toEqual(own)
  }
})
