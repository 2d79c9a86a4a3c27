import { afterEach, expect, it } from 'vitest'
import { PORT, READY, type ToFrame, type ToHost } from './bridge'
import { connectHost } from './frame/host'
import { openFramePort } from './loader/frame-port'

const OURS = 'https://chat.example'
const start: ToFrame = {
  t: 'start',
  channel: 'c',
  page: { url: 'https://shop.example/1', title: '餐桌' },
  locale: 'zh-CN',
  kept: { token: 'secret' },
  shown: true,
}

const open: MessagePort[] = []
afterEach(() => {
  for (const port of open.splice(0)) port.close()
})

/** A page and a frame in it, each with the origin a browser would report; `postMessage` delivers as a browser does. */
function pageWithFrame(options: { frameOrigin?: string } = {}) {
  const frameOrigin = options.frameOrigin ?? OURS
  const page = new EventTarget()
  const frame = new EventTarget()
  const refused: string[] = []
  const deliver = (to: EventTarget, facts: object) => {
    queueMicrotask(() => to.dispatchEvent(Object.assign(new Event('message'), { ports: [], ...facts })))
  }
  Object.assign(frame, {
    parent: Object.assign(page, {
      postMessage: (data: unknown) => deliver(page, { data, origin: frameOrigin, source: frame }),
    }),
    postMessage(data: unknown, target: string, ports: MessagePort[]) {
      open.push(...ports)
      // A browser delivers only to the origin that was named.
      if (target !== frameOrigin) return refused.push(target)
      return deliver(frame, { data, origin: 'https://shop.example', source: page, ports })
    },
  })
  return { page: page as unknown as Window, frame: frame as unknown as Window, refused, deliver }
}

function hostOf(page: Window, frame: Window) {
  const heard: ToHost[] = []
  let ports = 0
  const port = openFramePort(page, { contentWindow: frame } as HTMLIFrameElement, OURS, {
    port() {
      ports += 1
      port.send(start)
    },
    message: (message) => heard.push(message),
  })
  return { port, heard, ports: () => ports }
}

/** Lets everything that is under way within this process arrive. */
const turn = () => new Promise((resolve) => void setTimeout(resolve))

it('hands token and page to the frame, and hears what it wants kept', async () => {
  const { page, frame } = pageWithFrame()
  const loader = hostOf(page, frame)
  const host = await connectHost(frame)
  expect(host.start).toEqual(start)
  expect(host.storage.get('token')).toBe('secret')

  host.storage.set('token', 'secret')
  host.storage.set('token', 'newer')
  host.storage.remove('absent')
  await expect.poll(() => loader.heard).toEqual([{ t: 'keep', key: 'token', value: 'newer' }])
})

it('tells the frame what came before it listened, and what other tabs keep', async () => {
  const { page, frame } = pageWithFrame()
  const { port } = hostOf(page, frame)
  const host = await connectHost(frame)
  port.send({ t: 'kept', key: 'token', value: 'from another tab' })
  port.send({ t: 'hidden' })
  await expect.poll(() => host.storage.get('token')).toBe('from another tab')
  const heard: string[] = []
  host.listen((message) => heard.push(message.t))
  await expect.poll(() => heard).toEqual(['kept', 'hidden'])

  const later: string[] = []
  host.listen((message) => later.push(message.t))
  port.send({ t: 'hidden' })
  await expect.poll(() => later).toEqual(['hidden'])
  expect(heard).toEqual(['kept', 'hidden', 'hidden'])
})

it('gives no port to a frame of another origin', async () => {
  const { page, frame } = pageWithFrame({ frameOrigin: 'https://evil.example' })
  const loader = hostOf(page, frame)
  page.postMessage(READY, '*')
  await turn()
  expect(loader.ports()).toBe(0)
})

it('gives no port to another window that says it is ready, even of our origin', async () => {
  const { page, frame, deliver } = pageWithFrame()
  const loader = hostOf(page, frame)
  deliver(page, { data: READY, origin: OURS, source: new EventTarget() })
  deliver(page, { data: 'something else', origin: OURS, source: frame })
  await turn()
  expect(loader.ports()).toBe(0)
})

it('posts to the exact origin: a frame that went elsewhere in the meantime gets nothing', async () => {
  const { page, frame, refused, deliver } = pageWithFrame({ frameOrigin: 'https://elsewhere.example' })
  hostOf(page, frame)
  deliver(page, { data: READY, origin: OURS, source: frame })
  await turn()
  expect(refused).toEqual([OURS])
})

it('takes a port from the page around it only, and only the first', async () => {
  const { page, frame, deliver } = pageWithFrame()
  const evil = new MessageChannel()
  open.push(evil.port1, evil.port2)
  evil.port1.postMessage({ ...start, kept: { token: 'planted' } })
  const facts = { data: PORT, origin: 'https://ads.example', ports: [evil.port2] }
  const connected = connectHost(frame)
  deliver(frame, { ...facts, source: new EventTarget() })
  await turn()
  hostOf(page, frame)
  page.postMessage(READY, '*')
  const host = await connected
  deliver(frame, { ...facts, source: page })
  await turn()
  expect(host.storage.get('token')).toBe('secret')
})
