import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { story } from './stage/story'

story('a wrong password is refused in words, and after sign-out the desk is closed', async (stage) => {
  const agent = await stage.atSignIn('yunshan:baihe')
  const complaint = agent.page.getByRole('alert')
  await agent.page.getByRole('button', { name: '登录', exact: true }).click()
  await complaint.getByText('请输入账号，写法是「商家编码:账号」。').waitFor()
  await agent.page.getByLabel('账号', { exact: true }).fill('baihe')
  await agent.page.getByRole('button', { name: '登录', exact: true }).click()
  await complaint.getByText('账号前面还缺商家编码，写法是「商家编码:账号」。').waitFor()
  await agent.signIn('not-the-password')
  await complaint.getByText('账号或密码不对，请检查后再试。').waitFor()
  await agent.signIn()
  await agent.desk.waitFor()
  await agent.page.getByText('云杉家居旗舰店', { exact: true }).waitFor()

  await agent.page.getByRole('button', { name: '我的设置' }).click()
  await agent.page.getByRole('menuitem', { name: '退出系统' }).click()
  await agent.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await agent.page.goBack()
  await agent.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await agent.page.goto(`${stage.product.origin}/console/desk`)
  await agent.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  expect(await agent.desk.count()).toBe(0)
})

story('whoever guesses is slowed down, the right password included; a colleague is not', async (stage) => {
  // An account no other story signs in with: it stays throttled for a quarter of an hour.
  const guesser = await stage.atSignIn('yunshan:chenmo')
  const throttled = guesser.page.getByRole('alert').getByText(/^错误次数太多，请\d+(秒|分钟)后再试。$/)
  const failed = guesser.page.getByRole('alert').getByText('账号或密码不对，请检查后再试。')
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await Promise.all([guesser.page.waitForResponse('**/api/session'), guesser.signIn(`guess-${attempt}`)])
    await failed.waitFor()
  }
  await guesser.signIn('guess-9')
  await throttled.waitFor()
  await Promise.all([guesser.page.waitForResponse('**/api/session'), guesser.signIn()])
  await throttled.waitFor()
  expect(await guesser.desk.count()).toBe(0)
  await stage.agent('yunshan:baihe')
})

story(
  'ACC-07, ACC-08: the account is remembered, the password never; reset forgets; automatic sign-in lasts until it is revoked',
  async (stage) => {
    const agent = await stage.atSignIn('yunshan:fangzhou')
    const { page, context, account } = agent
    const login = page.getByLabel('账号', { exact: true })
    await page.getByRole('button', { name: '忘记密码' }).click()
    await page.getByText(/^请商家管理员在/).waitFor()
    await page.getByText('服务正常').waitFor()
    await page.getByLabel('记住账号').check()
    await agent.signIn()
    await agent.desk.waitFor()
    const kept = JSON.stringify(await page.evaluate('({ ...localStorage })'))
    expect(kept).toContain(account.login)
    expect(kept).not.toContain(account.password)
    // Without 自动登录 the session is this browser's: it goes with it.
    expect((await context.cookies()).find(({ name }) => name.includes('session'))?.expires).toBe(-1)

    const signsOut = async () => {
      await page.getByRole('button', { name: '我的设置' }).click()
      await page.getByRole('menuitem', { name: '退出系统' }).click()
      await login.waitFor()
    }
    await signsOut()
    expect([await login.inputValue(), await page.getByLabel('密码', { exact: true }).inputValue()]).toEqual([
      account.login,
      '',
    ])
    await page.getByRole('button', { name: '重置' }).click()
    expect([await login.inputValue(), await page.getByLabel('记住账号').isChecked()]).toEqual(['', false])
    await page.reload()
    expect(await login.inputValue()).toBe('')

    await page.getByLabel('自动登录').check()
    await agent.signIn()
    await agent.desk.waitFor()
    const cookie = (await context.cookies()).find(({ name }) => name.includes('session'))
    expect((cookie?.expires ?? 0) - Date.now() / 1_000).toBeGreaterThan(29 * 86_400)
    expect([cookie?.httpOnly, JSON.stringify(cookie).includes(account.password)]).toEqual([true, false])
    // Revoked elsewhere, it is worth nothing.
    const another = await stage.agent('yunshan:fangzhou')
    await another.page.getByRole('button', { name: '我的设置' }).click()
    await another.page.getByRole('menuitem', { name: '登录设备' }).click()
    await another.page.getByRole('button', { name: '退出所有设备' }).click()
    await login.waitFor()
  },
)

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
  { browser: 'whole' },
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

const program = fileURLToPath(new URL('../bench/src/visitors/main.ts', import.meta.url))

/** `npm run demo:visitors`, and what it has said. */
function startVisitors(...args: string[]) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(child, 'exit') as Promise<[number | null]>
  return { child, ended, said: () => said }
}

story(
  'visitors of the demo come, write, are answered, and go home when they are told to',
  async (stage) => {
    const { origin } = stage.product
    const visitors = startVisitors('--url', origin, '--visitors', '3', '--minutes', '2', '--speed', '4', '--seed', '11')
    try {
      const agent = await stage.agent('yunshan:anqing')
      await agent.startWork()
      await agent.turnsToOther()
      // Somebody writes: unsent words are seen, then said.
      await agent.page.getByText('消息预知').first().waitFor()
      await agent.thread
        .getByText(/[？。！你好吗]/)
        .first()
        .waitFor()
      await agent.says('您好，请讲。')
      visitors.child.kill('SIGINT')
      const [code] = await visitors.ended
      expect(visitors.said()).toMatch(/visits=[1-9]\d* failed=0/)
      expect(code).toBe(0)
      // Nobody is left behind in the line or in a dialogue.
      await agent.desk.locator('.dialogue-row[data-ended=false]').first().waitFor({ state: 'detached' })
    } finally {
      visitors.child.kill('SIGKILL')
    }
  },
  { isDemo: true },
)

story('visitors are not let loose on another machine, or where nothing answers', async () => {
  for (const [url, words] of [
    ['http://192.0.2.7:8080', /not this machine/],
    ['http://127.0.0.1:9', /nothing answers/],
  ] as const) {
    const { ended, said } = startVisitors('--url', url)
    expect((await ended)[0]).toBe(2)
    expect(said()).toMatch(words)
  }
})

/**
 * What a new person does who has read nothing but what `npm start` prints. Every step is one he has to take: there is no
 * setting to find, no page to look for.
 */
story(
  'from the printed block to the first answer',
  async (stage) => {
    const { printed } = stage.product
    const console = /Console .+? (http\S+)/.exec(printed)?.[1] ?? ''
    const shop = /Demo shop .+? (http\S+)/.exec(printed)?.[1] ?? ''
    const [, login = '', password = ''] = /^ {4}(\w+:dulan) +(\S+) /m.exec(printed) ?? []
    expect(printed).toContain('press 开始接待')

    const agent = await stage.atSignIn(login)
    await agent.page.goto(console)
    await agent.signIn(password)
    await agent.page.getByText('你现在是离开', { exact: true }).waitFor()
    // The empty desk says what to do and leads to the shop where there is somebody to talk to.
    const desk = agent.page.getByRole('main')
    await desk.getByText('现在没有对话').waitFor()
    expect(await desk.getByRole('link', { name: '打开演示商店' }).getAttribute('href')).toBe('/demo/')
    await agent.startWork()

    const visitor = await stage.visitor(shop)
    await visitor.page.getByRole('link', { name: /「北岸」白橡木餐桌/ }).click()
    await visitor.openPanel()
    await visitor.says('这张餐桌能坐几个人？')

    await agent.turnsToOther()
    await agent.hears('这张餐桌能坐几个人？')
    await agent.says('平日四位，拉开坐得下八位。')
    await visitor.hears('平日四位，拉开坐得下八位。')
  },
  { isDemo: true },
)

story('the demo shop keeps what is put into its cart, and takes an order that is none', async (stage) => {
  const { page } = await stage.visitor(`${stage.demoShop}list.html`)
  await page.getByRole('link', { name: /「松间」三脚落地灯/ }).click()
  await page.getByRole('button', { name: '加入购物车' }).click()
  await page.getByRole('status').getByText('已放进购物车').waitFor()
  await page.getByRole('link', { name: '购物车1' }).click()
  await page.getByLabel('数量').fill('2')
  await page.getByLabel('数量').press('Tab')
  await page.getByText('合计 ¥1,398').waitFor()
  await page.getByRole('button', { name: '提交演示订单' }).click()
  await page.getByText('「松间」三脚落地灯 × 2').waitFor()
  await page.getByRole('button', { name: '问问这单' }).first().click()
  await page.frameLocator('keqiao-widget iframe').getByRole('textbox', { name: '消息' }).waitFor()
})
