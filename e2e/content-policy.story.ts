import { chromium, type Browser, type Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { watchFaults } from './stage/fault-watch'

const { origin, demoShop, merchants } = inject('product')
const [first] = merchants
let browser: Browser

beforeAll(async () => {
  browser = await chromium.connect(inject('browser'))
})

afterAll(() => browser.close())

/** Every kind of page there is, each with a policy of its own; `frame` is part of an address inside of it. */
const pages: Record<string, { readonly address: string; readonly frame?: string }> = {
  'the console': { address: `${origin}/console/sign-in` },
  'the page of the operator': { address: `${origin}/console/operator` },
  'the demo shop': { address: demoShop },
  'the widget’s frame in it': { address: demoShop, frame: '/widget/' },
  'the chat page': { address: `${origin}/chat/${first?.channelKey ?? ''}` },
  'the help centre': { address: `${origin}/help/${first?.code ?? ''}` },
  'the manual': { address: `${origin}/manual` },
  'the description of the API': { address: `${origin}/api/docs` },
  'an answer of the API': { address: `${origin}/api/session/ways/${first?.code ?? ''}` },
}

/** What a stranger's text would do if it became markup. */
const breakIn = `(() => {
  const script = document.createElement('script')
  // Where trusted types are asked for, the assignment is refused already.
  try { script.textContent = 'window.brokenIn = true' } catch {}
  document.documentElement.append(script)
})()`

describe('SEC-01: the content policy', () => {
  it.each(Object.entries(pages))(
    'of %s lets it work, refuses what is not ours, and every story would fail by it',
    async (_name, { address, frame }) => {
      const context = await browser.newContext({ acceptDownloads: false })
      try {
        const { faults } = await watchFaults(context, 'somebody')
        const page = await context.newPage()
        const isShown = await page.goto(address, { waitUntil: 'load' }).then(
          () => true,
          () => false,
        )
        // An answer of the API is offered for keeping and not shown at all.
        if (!isShown) return expect(address).toContain('/api/')
        if (frame) await page.getByRole('button').last().click()
        const place = await findFrame(() => page.frames(), frame)
        // What comes after the load: texts, styles, sockets.
        await page.waitForTimeout(700)
        expect(faults).toEqual([])
        await place.evaluate(breakIn)
        await expect.poll(() => faults.join('\n')).toMatch(/CSP refused (script-src|require-trusted-types-for)/)
        expect(await place.evaluate('window.brokenIn')).toBeUndefined()
      } finally {
        await context.close()
      }
    },
  )
})

/** The page itself, or the frame once it is there. */
async function findFrame(frames: () => Frame[], part: string | undefined): Promise<Frame> {
  const find = () =>
    frames().find((one) => (part === undefined ? one.parentFrame() === null : one.url().includes(part)))
  await expect.poll(() => find()?.url(), { timeout: 20_000 }).toBeTruthy()
  const found = find()
  if (!found) throw new Error('the frame has gone')
  return found
}
