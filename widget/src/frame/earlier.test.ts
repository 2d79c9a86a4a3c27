import { createClient, openConversation } from '@keqiao/client'
import { createStore } from '@keqiao/client/store'
import { createSteppedEnvironment, welcome } from '@keqiao/client/testing/stepped-environment'
import type { EarlierPart, EventView, VisitorSessionView } from '@keqiao/contract'
import type { CallFrame } from '@keqiao/contract/frames'
import { isValidElement, type ComponentChild, type ComponentChildren } from 'preact'
import { expect, it } from 'vitest'
import { createEarlierThread } from './earlier'
import { earlierWords } from './locales/earlier'
import type { Panel, PanelState } from './panel'

const words = earlierWords['zh-CN']

const said = (seq: number, text: string) =>
  ({
    seq,
    prev: seq - 1,
    type: 'message.sent',
    at: seq,
    payload: { from: 'agent', body: { kind: 'text', text } },
  }) as unknown as EventView

const part = (id: string, ...events: EventView[]) => ({ conversation: { id }, events }) as unknown as EarlierPart

/** What a reader finds in what was drawn, top down. */
function textsOf(drawn: ComponentChildren): string[] {
  if (Array.isArray(drawn)) return (drawn as ComponentChild[]).flatMap(textsOf)
  if (typeof drawn === 'string') return [drawn]
  if (!isValidElement(drawn)) return []
  const { type, props } = drawn
  if (typeof type === 'function') return textsOf((type as (props: unknown) => ComponentChildren)(props))
  return textsOf(props.children)
}

/** The thread above a visitor's conversation `now`, of which he has everything. */
async function begin({ wasHere = true, more = false, shown = true }) {
  const stepped = createSteppedEnvironment()
  const { environment } = stepped
  const client = createClient({ url: 'ws', as: 'visitor', owner: 'me', environment })
  const session = { conversationId: wasHere ? 'now' : null } as VisitorSessionView
  const state = { shown, client, session, conversation: openConversation(client, { conversationId: 'now' }) }
  const store = createStore(state as unknown as PanelState)
  const thread = createEarlierThread(store as unknown as Panel, () => {})
  const socket = welcome(stepped)
  const call = (op: string) => socket.sent.filter((frame): frame is CallFrame => frame.t === 'call' && frame.op === op)
  const answer = async (op: string, outcome: { result: object } | { error: { code: string } }) => {
    const id = call(op).at(-1)?.id ?? -1
    if ('result' in outcome) socket.receive({ t: 'reply', id, ok: true, ...outcome })
    else socket.receive({ t: 'reply', id, ok: false, ...outcome })
    await stepped.advance(0)
  }
  const draw = async () => {
    const texts = textsOf(thread.draw(() => undefined))
    await stepped.advance(0)
    return texts.filter((text) => !/\d\d:\d\d/.test(text))
  }
  await answer('conversation.get', {
    result: { conversation: { id: 'now', status: 'open' }, events: [said(2, '现在')], cursor: 2, more, online: true },
  })
  return { thread, draw, answer, asked: () => call('conversation.readEarlier').map(({ input }) => input) }
}

const page = (parts: EarlierPart[], more: boolean) => ({ result: { ordinal: 3, parts, more } })

it('asks by itself for whoever was here before, and shows it in order', async () => {
  const { thread, draw, answer, asked } = await begin({})
  expect(await draw()).toEqual([])
  await answer('conversation.readEarlier', page([part('a', said(2, '甲')), part('b', said(2, '乙'))], true))
  expect(asked()).toEqual([{ conversationId: 'now', limit: 50 }])
  expect(await draw()).toEqual([words.more, '甲', '乙', words.until])
  expect(thread.first()).toMatch(/^a-/)
  thread.load()
  expect(asked()[1]).toMatchObject({ before: 'a', beforeSeq: 2 })
  expect(await draw()).toEqual([words.loading, '甲', '乙', words.until])
  await answer('conversation.readEarlier', page([part('z', said(2, '初'))], false))
  expect(await draw()).toEqual(['初', '甲', '乙', words.until])
})

it('asks nothing for a newcomer, in a folded panel, or while the present conversation is not all there', async () => {
  for (const situation of [{ wasHere: false }, { more: true }, { shown: false }]) {
    const { draw, asked } = await begin(situation)
    expect(await draw()).toEqual([])
    expect(await draw()).toEqual([])
    expect(asked()).toEqual([])
  }
})

it('says what could not be loaded, and scrolling does not ask for it over and over', async () => {
  const { thread, draw, answer, asked } = await begin({})
  await draw()
  await answer('conversation.readEarlier', { error: { code: 'unavailable' } })
  expect(await draw()).toEqual([words.failed])
  thread.load()
  await draw()
  expect(asked()).toHaveLength(1)
})

it('leaves out conversations in which nobody said a word', async () => {
  const { draw, answer } = await begin({})
  await draw()
  const silent = { seq: 1, prev: 0, type: 'conversation.closed', at: 1, payload: { end: 'visitor' } }
  await answer(
    'conversation.readEarlier',
    page([part('a', silent as unknown as EventView), part('b', said(2, '乙'))], false),
  )
  expect(await draw()).toEqual(['乙', words.until])
})
