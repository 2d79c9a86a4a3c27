import type { EarlierPart } from '@keqiao/contract'
import type { CallFrame } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { createClient } from './client'
import { createEarlier } from './earlier'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

const part = (id: string, from: number, to: number): EarlierPart =>
  ({
    conversation: { id },
    events: Array.from({ length: to - from + 1 }, (_, at) => ({ seq: from + at })),
  }) as unknown as EarlierPart

function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: 'me', environment: stepped.environment })
  const socket = welcome(stepped, 'member')
  const asked = () => socket.sent.filter((frame): frame is CallFrame => frame.t === 'call')
  const last = () => asked().at(-1)
  const answer = async (parts: EarlierPart[], more: boolean) => {
    socket.receive({ t: 'reply', id: last()?.id ?? -1, ok: true, result: { ordinal: 4, parts, more } })
    await stepped.advance(0)
  }
  const refuse = async (code: string) => {
    socket.receive({ t: 'reply', id: last()?.id ?? -1, ok: false, error: { code, retryable: true } })
    await stepped.advance(0)
  }
  return { earlier: createEarlier(client, 'now'), asked, last, answer, refuse }
}

const shown = (parts: readonly EarlierPart[]) =>
  parts.map(({ conversation, events }) => `${conversation.id} ${events.map(({ seq }) => seq).join(' ')}`)

describe("a customer's history", () => {
  it('is asked for from the oldest event that is loaded, and joins what a page cut', async () => {
    const { earlier, last, answer } = begin()
    void earlier.load()
    expect(last()?.input).toEqual({ conversationId: 'now', limit: 50 })
    await answer([part('b', 4, 6), part('c', 1, 2)], true)
    expect(earlier.getSnapshot()).toMatchObject({ ordinal: 4, more: true, loading: false })
    void earlier.load()
    expect(last()?.input).toMatchObject({ before: 'b', beforeSeq: 4 })
    await answer([part('a', 2, 3), part('b', 1, 3)], true)
    expect(shown(earlier.getSnapshot().parts)).toEqual(['a 2 3', 'b 1 2 3 4 5 6', 'c 1 2'])
  })

  it('is not asked for twice at once, nor past its beginning', async () => {
    const { earlier, asked, answer } = begin()
    void earlier.load()
    void earlier.load()
    expect(asked()).toHaveLength(1)
    await answer([part('a', 1, 2)], false)
    void earlier.load()
    expect(asked()).toHaveLength(1)
    expect(earlier.getSnapshot().more).toBe(false)
  })

  it('hurries in large steps to where it is wanted, and no further', async () => {
    const { earlier, asked, last, answer } = begin()
    void earlier.loadWhile(({ parts }) => !parts.some(({ conversation }) => conversation.id === 'b'))
    expect(last()?.input).toMatchObject({ limit: 200 })
    await answer([part('c', 1, 2)], true)
    await answer([part('b', 1, 2)], true)
    expect(asked()).toHaveLength(2)
    expect(shown(earlier.getSnapshot().parts)).toEqual(['b 1 2', 'c 1 2'])
  })

  it('stops at a refusal, says it, and goes on from there when asked again', async () => {
    const { earlier, asked, answer, refuse } = begin()
    void earlier.loadWhile(() => true)
    await answer([part('c', 1, 2)], true)
    await refuse('unavailable')
    expect(earlier.getSnapshot()).toMatchObject({ error: { code: 'unavailable' }, loading: false, more: true })
    expect(asked()).toHaveLength(2)
    void earlier.load()
    expect(earlier.getSnapshot().error).toBeNull()
    await answer([part('b', 1, 1)], false)
    expect(shown(earlier.getSnapshot().parts)).toEqual(['b 1', 'c 1 2'])
  })
})
