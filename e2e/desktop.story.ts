import { expect } from 'vitest'
import { story } from './stage/story'

/** What Chromium says of a page that cannot be installed; no icon of an unknown kind, no missing start address. */
interface Installability {
  readonly installabilityErrors: readonly { readonly errorId: string }[]
}

story(
  'ACC-05, ACC-06, ACC-09: the console is installed, counts on its icon, and tells of a message while it is closed',
  async (stage) => {
    const agent = await stage.agent('yunshan:anqing', { permissions: ['notifications'] })
    const { page, context } = agent
    const badges: number[] = []
    await page.exposeFunction('keepBadge', (count: number) => void badges.push(count))
    await page.evaluate('Object.assign(navigator, { setAppBadge: keepBadge, clearAppBadge: () => keepBadge(0) })')
    await agent.startWork()

    // A manifest with icons, and nothing that Chromium would miss but a window that is not private.
    const devtools = await context.newCDPSession(page)
    const { installabilityErrors } = (await devtools.send('Page.getInstallabilityErrors')) as Installability
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])

    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('请问灯泡是什么色温？')
    await agent.desk.locator('.dialogue-row').first().waitFor()
    await expect.poll(() => badges.at(-1)).toBe(1)
    await agent.accepts()
    await expect.poll(() => badges.at(-1)).toBe(0)

    // The push service of a browser is far away: what it would bring is put into the worker here.
    const path = new URL(page.url()).pathname
    await page.evaluate('navigator.serviceWorker.ready.then(() => null)')
    const { registration } = await serviceWorkerOf(devtools, stage.product.origin)
    await page.goto('about:blank')
    const notice = { title: '访客123456发来消息', body: '请问灯泡是什么色温？', tag: 't', path, unreadCount: 1 }
    await devtools.send('ServiceWorker.deliverPushMessage', {
      origin: stage.product.origin,
      registrationId: registration,
      data: JSON.stringify(notice),
    })
    await page.goto(`${stage.product.origin}/console/`)
    await agent.desk.waitFor()
    const shown = await page.evaluate(
      `navigator.serviceWorker.ready
        .then((worker) => worker.getNotifications())
        .then((notices) => notices.map(({ title, body }) => ({ title, body })))`,
    )
    expect(shown).toEqual([{ title: notice.title, body: notice.body }])
    // The window was closed for a moment: he is who he was, and so is his dialogue.
    await page.getByRole('button', { name: '我的状态: 在线' }).waitFor()
    await agent.desk.locator('.dialogue-row').first().waitFor()

    await page.getByRole('button', { name: /我的设置$/ }).click()
    await page.getByRole('menuitem', { name: '桌面使用' }).click()
    const dialog = page.getByRole('dialog', { name: '桌面使用' })
    await dialog.getByRole('heading', { name: '开机自动启动' }).waitFor()
    await dialog.getByRole('switch', { name: '窗口关闭时推送通知' }).click()
    // Here no push service is reached, and that is said.
    await dialog.getByText(/连不上浏览器的推送服务/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /我的设置$/ }).click()
    await page.getByRole('menuitem', { name: '退出系统' }).click()
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
  },
)

/** The id under which Chromium knows the worker of this origin. */
function serviceWorkerOf(
  devtools: Awaited<ReturnType<import('playwright-core').BrowserContext['newCDPSession']>>,
  origin: string,
): Promise<{ registration: string }> {
  return new Promise((resolve, reject) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))
      if (own) resolve({ registration: own.registrationId })
    })
    devtools.send('ServiceWorker.enable').catch(reject)
  })
}
