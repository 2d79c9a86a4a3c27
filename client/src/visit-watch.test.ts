import type { VisitView } from '@keqiao/contract'
import type { CallFrame } from '@keqiao/contract/frames'
import { expect, it } from 'vitest'
import { createClient } from './client'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'
import { watchVisit } from './visit-watch'

const visit = (...urls: string[]): VisitView => ({
  pages: urls.map((url, index) => ({ key: index + 1, url, title: url, at: index })),
  referrer: null,
  region: null,
  product: null,
  orders: [],
  leftAt: null,
})

async function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: 'me', environment: stepped.environment })
  const watch = watchVisit(client, 'a')
  let socket = welcome(stepped, 'member')
  const asked = () => socket.sent.filter((frame): frame is CallFrame => frame.t === 'call')
  return {
    stepped,
    watch,
    asked,
    async tell(s: string, told: VisitView) {
      socket.receive({ t: 'visit', s, visit: told })
      await stepped.advance(0)
    },
    async answer(told: VisitView) {
      socket.receive({ t: 'reply', id: asked().at(-1)?.id ?? -1, ok: true, result: { visit: told, ordinal: 4 } })
      await stepped.advance(0)
    },
    async refuse(code: string) {
      socket.receive({ t: 'reply', id: asked().at(-1)?.id ?? -1, ok: false, error: { code } })
      await stepped.advance(0)
    },
    reconnect() {
      socket.drop()
      stepped.goOnline()
      socket = welcome(stepped, 'member')
    },
  }
}

it('is asked for with each connection and told in between, of this conversation alone', async () => {
  const { watch, answer, tell, asked, reconnect } = await begin()
  await answer(visit('/'))
  expect(watch.getSnapshot()).toMatchObject({ status: 'ready', ordinal: 4, visit: visit('/') })
  await tell('another', visit('/x'))
  await tell('a', visit('/', '/sofa'))
  expect(watch.getSnapshot()).toMatchObject({ ordinal: 4, visit: visit('/', '/sofa') })
  reconnect()
  expect(asked()).toHaveLength(1)
  await answer(visit('/', '/sofa', '/lamp'))
  expect(watch.getSnapshot().visit).toEqual(visit('/', '/sofa', '/lamp'))
})

it('what was told while it was asked for is newer than the answer', async () => {
  const { watch, answer, tell } = await begin()
  await tell('a', visit('/', '/sofa'))
  await answer(visit('/'))
  expect(watch.getSnapshot()).toMatchObject({ ordinal: 4, visit: visit('/', '/sofa') })
})

it('says when it cannot be had, and asks again on request', async () => {
  const { watch, refuse, answer, asked } = await begin()
  await refuse('not_found')
  expect(watch.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'not_found' } })
  watch.reload()
  expect(asked()).toHaveLength(2)
  await answer(visit('/'))
  expect(watch.getSnapshot().status).toBe('ready')
})
