import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import {
  createDraftSender,
  createExpiring,
  createTypingSender,
  DRAFT_INTERVAL_MS,
  DRAFT_REPEAT_MS,
  TYPING_INTERVAL_MS,
} from './drafts'
import { createSteppedEnvironment } from './testing/stepped-environment'

function begin(create = createDraftSender) {
  const stepped = createSteppedEnvironment()
  const sent: string[] = []
  return { stepped, sent, composer: create(stepped.environment, (text) => sent.push(text)) }
}

describe('a draft', () => {
  it('goes at once, then at most once per interval, and the last one always goes', async () => {
    const { stepped, sent, composer } = begin()
    for (const text of ['你', '你好', '你好吗']) {
      composer.update(text)
      await stepped.advance(DRAFT_INTERVAL_MS / 3)
    }
    expect(sent).toEqual(['你', '你好吗'])
    composer.update('你好吗?')
    expect(sent).toHaveLength(2)
    await stepped.advance(DRAFT_INTERVAL_MS)
    expect(sent).toEqual(['你', '你好吗', '你好吗?'])
  })

  it('is said again while it stands, and never when it is gone', async () => {
    const { stepped, sent, composer } = begin()
    composer.update('a')
    await stepped.advance(2 * DRAFT_REPEAT_MS)
    expect(sent).toEqual(['a', 'a', 'a'])
    composer.update('')
    await stepped.advance(5 * DRAFT_REPEAT_MS)
    expect(sent).toEqual(['a', 'a', 'a', ''])
  })

  it('is cleared at once by the message that was sent, and nothing late follows', async () => {
    const { stepped, sent, composer } = begin()
    composer.clear()
    composer.update('a')
    composer.update('ab')
    composer.clear()
    await stepped.advance(5 * DRAFT_REPEAT_MS)
    expect(sent).toEqual(['a', ''])
  })

  it('holds nothing the server would refuse', () => {
    const { sent, composer } = begin()
    composer.update(`\u0000a\ud83d${'x'.repeat(FRAME_LIMITS.maxDraftLength - 4)}😀`)
    expect(sent[0]?.length).toBeLessThanOrEqual(FRAME_LIMITS.maxDraftLength)
    expect(sent[0]?.isWellFormed()).toBe(true)
    expect(sent[0]).not.toContain('\u0000')
  })
})

describe('typing', () => {
  it('tells nothing of the text, and is said rarely', async () => {
    const { stepped, sent, composer } = begin(createTypingSender)
    composer.update('机密')
    composer.update('机密文件')
    await stepped.advance(TYPING_INTERVAL_MS)
    composer.update('')
    composer.update('机')
    expect(sent).toEqual(['…', '…'])
  })

  it('is forgotten after a while, counted from the last time', async () => {
    const stepped = createSteppedEnvironment()
    const heard: string[] = []
    const show = createExpiring<string>(stepped.environment, '', (text) => heard.push(text))
    show('a', 100)
    await stepped.advance(60)
    show('b', 100)
    await stepped.advance(60)
    expect(heard).toEqual(['a', 'b'])
    await stepped.advance(40)
    expect(heard).toEqual(['a', 'b', ''])
  })
})
