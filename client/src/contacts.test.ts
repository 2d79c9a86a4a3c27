import type { CallFrame, FollowFrame } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { createClient } from './client'
import { openContacts } from './contacts'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

const contactOf = (id: string, version = 0) => ({
  contact: {
    id,
    nickname: null,
    displayName: null,
    phone: null,
    email: null,
    shop: null,
    remark: null,
    tags: [],
    version,
  },
  stream: `stream-${id}`,
})

async function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: 'me', environment: stepped.environment })
  const contacts = openContacts(client)
  let socket = welcome(stepped, 'member')
  const asked = () =>
    socket.sent.filter((frame): frame is CallFrame => frame.t === 'call' && frame.op === 'contact.list')
  const follows = () => socket.sent.filter((frame): frame is FollowFrame => frame.t === 'follow')
  return {
    stepped,
    contacts,
    asked,
    follows,
    socket: () => socket,
    async answer(...ids: string[]) {
      socket.receive({
        t: 'reply',
        id: asked().at(-1)?.id ?? -1,
        ok: true,
        result: { contacts: ids.map((id) => contactOf(id)) },
      })
      await stepped.advance(0)
    },
    reconnect() {
      socket.drop()
      stepped.goOnline()
      socket = welcome(stepped, 'member')
    },
  }
}

describe('contacts', () => {
  it('of one moment are asked for together, and each is followed once, however many look', async () => {
    const { stepped, contacts, asked, follows, answer } = await begin()
    const [one, again] = [contacts.open('a'), contacts.open('a')]
    contacts.open('b')
    await stepped.advance(0)
    expect(asked().map(({ input }) => input)).toEqual([{ contactIds: ['a', 'b'] }])
    await answer('a', 'b')
    expect(one.getSnapshot()).toBe(again.getSnapshot())
    expect(one.getSnapshot()).toMatchObject({ status: 'ready', contact: { id: 'a' } })
    expect(follows().map(({ s, cursor }) => [s, cursor])).toEqual([
      ['stream-a', 0],
      ['stream-b', 0],
    ])
    one.release()
    one.release()
    again.release()
    expect(stepped.socket().last('unfollow').s).toBe('stream-a')
  })

  it('change with their events', async () => {
    const { stepped, contacts, answer, socket } = await begin()
    const one = contacts.open('a')
    await stepped.advance(0)
    await answer('a')
    const e = {
      seq: 1,
      prev: 0,
      type: 'contact.tagged',
      v: 1,
      at: 1,
      actor: { kind: 'member' as const, id: 'm', name: 'm' },
      payload: { contactId: 'a', tag: 'VIP' },
    }
    socket().receive({ t: 'event', s: 'stream-a', e })
    expect(one.getSnapshot().contact).toMatchObject({ tags: ['VIP'], version: 1 })
  })

  it('whom one may not reach are not found, and asked for again by whoever comes later', async () => {
    const { stepped, contacts, asked, answer } = await begin()
    const one = contacts.open('a')
    await stepped.advance(0)
    await answer()
    expect(one.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'not_found' } })
    contacts.open('a')
    await stepped.advance(0)
    expect(asked()).toHaveLength(2)
    await answer('a')
    expect(one.getSnapshot().status).toBe('ready')
  })

  it('that were asked for when the connection went are asked for on the next', async () => {
    const { stepped, contacts, asked, answer, reconnect } = await begin()
    const one = contacts.open('a')
    await stepped.advance(0)
    reconnect()
    await stepped.advance(0)
    expect(asked()).toHaveLength(1)
    await answer('a')
    expect(one.getSnapshot().status).toBe('ready')
  })
})
