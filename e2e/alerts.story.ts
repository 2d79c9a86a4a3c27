import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { story } from './stage/story'

interface Heard {
  readonly notices: readonly string[]
  readonly tones: number
}

/** Counts what the browser was asked to show and to sound; it still does both. */
const listenToBrowser = `
  window.heardByTest = { notices: [], tones: 0 }
  const Shown = window.Notification
  window.Notification = class extends Shown {
    constructor(title, options) {
      super(title, options)
      window.heardByTest.notices.push(title)
    }
  }
  const start = AudioScheduledSourceNode.prototype.start
  AudioScheduledSourceNode.prototype.start = function (...given) {
    window.heardByTest.tones += 1
    return start.apply(this, given)
  }
`

const heardBy = (page: Page) => page.evaluate<Heard>('window.heardByTest')

story(
  'CON-25: sound and notices tell of what is new, after a click allowed them, and keep quiet when asked',
  async (stage) => {
    const agent = await stage.atSignIn('yunshan:anqing')
    const { page, context } = agent
    await context.grantPermissions(['notifications'], { origin: stage.product.origin })
    await context.addInitScript(listenToBrowser)
    await page.reload()
    await agent.signIn()
    await agent.startWork()
    await page.getByRole('button', { name: '提醒', exact: true }).click()
    await page.getByRole('menuitem', { name: '桌面通知' }).click()
    await page.keyboard.press('Escape')

    // Somebody else's window is in front.
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: false })
    const other = await context.newPage()
    await other.bringToFront()
    await expect.poll(() => page.evaluate<boolean>('document.hasFocus()'), { timeout: 30_000 }).toBe(false)

    const visitor = await stage.visitor()
    await visitor.openPanel()
    // He may be seen in the line for a moment; then the notice of that gives way to this one.
    const lastNotice = () => heardBy(page).then(({ notices }) => notices.at(-1))
    await expect.poll(lastNotice, { timeout: 30_000 }).toMatch(/^访客\d{6}分配给你了$/)
    expect((await heardBy(page)).tones).toBeGreaterThanOrEqual(2)
    await visitor.says('在吗？')
    await expect.poll(lastNotice, { timeout: 30_000 }).toMatch(/发来消息$/)
    await page.getByRole('button', { name: '提醒，1条未读' }).waitFor()

    // Quiet: what comes is in the list, and nowhere else.
    await page.getByRole('button', { name: '提醒，1条未读' }).click()
    await page.getByRole('menuitem', { name: '安静一小时' }).click()
    const before = await heardBy(page)
    await visitor.says('有人吗？')
    await agent.desk.getByText('有人吗？').waitFor()
    await page.getByRole('button', { name: '提醒，2条未读' }).waitFor()
    expect(await heardBy(page)).toEqual(before)
  },
)
