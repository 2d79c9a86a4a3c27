import type { BoardGroup } from '@keqiao/contract'
import type { CallFrame } from '@keqiao/contract/frames'
import { expect, it } from 'vitest'
import { openBoard } from './board'
import { createClient } from './client'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

const group = (waitingCount: number) => ({ id: 'g', name: '售前', waitingCount }) as BoardGroup
const boardOf = (waitingCount: number) => ({ groups: [group(waitingCount)], agents: [], waiting: [], dialogues: [] })

async function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: 'me', environment: stepped.environment })
  const board = openBoard(client)
  let socket = welcome(stepped, 'member')
  const calls = () => socket.sent.filter((frame): frame is CallFrame => frame.t === 'call')
  return {
    board,
    count: () => board.getSnapshot().board?.groups[0]?.waitingCount,
    sent: (t: string) => socket.sent.filter((frame) => frame.t === t),
    async answer(answer: { ok: true; result: unknown } | { ok: false; error: { code: string } }) {
      socket.receive({ t: 'reply', id: calls().at(-1)?.id ?? -1, ...answer })
      await stepped.advance(0)
    },
    async push(whole: boolean, waitingCount: number) {
      socket.receive({ t: 'board', whole, at: 2, change: { groups: { set: [group(waitingCount)], gone: [] } } })
      await stepped.advance(0)
    },
    reconnect() {
      socket.drop()
      stepped.goOnline()
      socket = welcome(stepped, 'member')
    },
  }
}

it('MGT-16: asks for the board once with each connection and is told what changes afterwards', async () => {
  const { answer, push, count, sent, reconnect, board } = await begin()
  await push(false, 9)
  expect(count()).toBe(undefined)
  await answer({ ok: true, result: { at: 1, board: boardOf(1) } })
  expect([count(), sent('watch').length]).toEqual([1, 1])
  await push(true, 2)
  await push(false, 3)
  expect(count()).toBe(3)
  expect(sent('call')).toHaveLength(1)
  reconnect()
  // What is shown stays until something newer is known.
  expect(count()).toBe(3)
  await answer({ ok: true, result: { at: 3, board: boardOf(4) } })
  expect([count(), sent('watch').length]).toEqual([4, 1])
  board.release()
  expect(sent('unwatch')).toHaveLength(1)
})

it('says why it shows nothing', async () => {
  const { answer, board, sent } = await begin()
  await answer({ ok: false, error: { code: 'forbidden' } })
  expect(board.getSnapshot()).toMatchObject({ board: null, error: { code: 'forbidden' } })
  expect(sent('watch')).toEqual([])
})
