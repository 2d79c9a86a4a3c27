import type { DeskView } from '@keqiao/contract'
import type { CallFrame } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { createClient } from './client'
import { DESK_INTERVAL_MS, openDesk } from './desk'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

const view = (version: number, open: string[], status = 'online'): DeskView =>
  ({
    version,
    status,
    capacity: 5,
    active: open.length,
    open: open.map((id) => ({ id })),
    waitingCount: 0,
    waiting: [],
  }) as unknown as DeskView

async function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: 'me', environment: stepped.environment })
  const desk = openDesk(client)
  let socket = welcome(stepped, 'member')
  const calls = (op: string) => socket.sent.filter((frame): frame is CallFrame => frame.t === 'call' && frame.op === op)
  const answer = async (op: string, result: unknown) => {
    socket.receive({ t: 'reply', id: calls(op).at(-1)?.id ?? -1, ok: true, result })
    await stepped.advance(0)
  }
  await answer('desk.get', view(1, ['a', 'b']))
  return {
    stepped,
    desk,
    calls,
    answer,
    socket: () => socket,
    reconnect: () => {
      socket.drop()
      stepped.goOnline()
      socket = welcome(stepped, 'member')
    },
  }
}

describe('the desk', () => {
  it('is asked for on connect and follows each own dialogue', async () => {
    const { desk, calls } = await begin()
    expect(desk.getSnapshot().own.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(calls('conversation.get').map(({ input }) => input)).toMatchObject([
      { conversationId: 'a' },
      { conversationId: 'b' },
    ])
  })

  it('is asked again on another version, on a beat that knows better, and on reconnect; not otherwise', async () => {
    const { stepped, socket, calls, answer, reconnect } = await begin()
    await stepped.advance(DESK_INTERVAL_MS)
    socket().receive({ t: 'desk', version: 1 })
    socket().receive({ t: 'beat', now: 0, heads: {}, load: 1 })
    await stepped.advance(DESK_INTERVAL_MS)
    expect(calls('desk.get')).toHaveLength(1)
    socket().receive({ t: 'desk', version: 2 })
    expect(calls('desk.get')).toHaveLength(2)
    await answer('desk.get', view(2, ['b']))
    await stepped.advance(DESK_INTERVAL_MS)
    socket().receive({ t: 'beat', now: 0, heads: {}, load: 3 })
    expect(calls('desk.get')).toHaveLength(3)
    reconnect()
    await stepped.advance(DESK_INTERVAL_MS)
    expect(calls('desk.get')).toHaveLength(1)
  })

  it('asks once more for what it was told while asking, and not faster than the interval', async () => {
    const { stepped, socket, calls, answer } = await begin()
    await stepped.advance(DESK_INTERVAL_MS)
    for (let i = 0; i < 5; i++) socket().receive({ t: 'desk' })
    expect(calls('desk.get')).toHaveLength(2)
    await answer('desk.get', view(1, ['a', 'b']))
    expect(calls('desk.get')).toHaveLength(2)
    await stepped.advance(DESK_INTERVAL_MS)
    expect(calls('desk.get')).toHaveLength(3)
  })

  it('lets a dialogue go that is not its own any more, unless a screen still shows it', async () => {
    const { stepped, desk, socket, answer } = await begin()
    const shown = desk.open('a')
    const own = desk.getSnapshot().own
    await stepped.advance(DESK_INTERVAL_MS)
    socket().receive({ t: 'desk', version: 2 })
    await answer('desk.get', view(2, []))
    expect(desk.getSnapshot().own).toEqual([])
    socket().receive({ t: 'typing', s: 'a', name: 'x' })
    expect(shown.getSnapshot().typing).toBe('x')
    shown.release()
    shown.release()
    socket().receive({ t: 'typing', s: 'a', name: 'y' })
    expect(own[0]?.conversation.getSnapshot().typing).toBe(null)
  })

  it('asks again for a dialogue that could not be had before it was his', async () => {
    const { stepped, desk, socket, calls, answer } = await begin()
    const looked = desk.open('c')
    socket().receive({
      t: 'reply',
      id: calls('conversation.get').at(-1)?.id ?? -1,
      ok: false,
      error: { code: 'not_found' },
    })
    await stepped.advance(DESK_INTERVAL_MS)
    expect(looked.getSnapshot().status).toBe('failed')
    socket().receive({ t: 'desk', version: 2 })
    await answer('desk.get', view(2, ['c']))
    expect(looked.getSnapshot().status).toBe('loading')
    expect(calls('conversation.get').at(-1)).toMatchObject({ input: { conversationId: 'c' } })
  })

  it('shows a status as soon as it is set', async () => {
    const { desk, answer } = await begin()
    const set = desk.setPresence('busy')
    await answer('desk.setPresence', { status: 'busy' })
    expect(await set).toMatchObject({ ok: true })
    expect(desk.getSnapshot().desk?.status).toBe('busy')
  })
})
