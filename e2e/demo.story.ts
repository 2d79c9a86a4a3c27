import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { story } from './stage/story'

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
