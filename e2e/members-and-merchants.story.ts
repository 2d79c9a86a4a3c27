import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { Agent } from './stage/agent'
import { findings } from './stage/axe'
import type { ProductFacts } from './stage/running-product'
import { story } from './stage/story'

story(
  'ACC-03, ACC-04, CON-01, MGT-01, MGT-02: the administrator adds an agent, who works in two tabs until he is disabled',
  async (stage) => {
    await stage.hires('yunshan:anqing')
    const boss = await stage.agent('yunshan:admin')
    const { page } = boss
    // The five areas: the conversation, what helps beside it, what helps with the work, and two entries.
    await boss.desk.waitFor()
    await page.getByRole('complementary', { name: '辅助窗口' }).waitFor()
    await page.getByRole('button', { name: /^我的状态/ }).waitFor()
    await page.getByRole('link', { name: '报表' }).waitFor()
    await page.getByRole('link', { name: '管理中心' }).click()
    const table = page.getByRole('table')
    await table.getByRole('row', { name: /anqing/ }).waitFor()
    await page.getByRole('button', { name: '添加客服' }).click()
    const drawer = page.getByRole('dialog', { name: '添加客服' })
    await drawer.getByRole('button', { name: '保存' }).click()
    await drawer.getByText(/^账号要用小写字母/).waitFor()
    await drawer.getByLabel('账号').fill('xiaoman')
    await drawer.getByLabel('昵称').fill('小满')
    await drawer.getByRole('button', { name: '随机生成' }).click()
    const password = await drawer.getByLabel('登录密码').inputValue()
    await drawer.getByRole('button', { name: '保存' }).click()
    await drawer.waitFor({ state: 'hidden' })
    await table.getByRole('row', { name: /小满.*离线/ }).waitFor()

    // He changes nothing of the address of the console: he signs in with what he was told.
    const { page: tab, context } = await stage.atSignIn('yunshan:anqing')
    const { code } = await stage.merchant('yunshan')
    const agent = new Agent(tab, context, { login: `${code}:xiaoman`, nickname: '小满', password })
    await agent.signIn()
    await agent.startWork()
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('桌子还能改尺寸吗')
    await agent.accepts()
    await agent.says('可以的，您要多大？')
    await visitor.hears('可以的，您要多大？')
    const other = await context.newPage()
    await other.goto(`${stage.product.origin}/console/`)
    await other.getByRole('complementary', { name: '对话', exact: true }).waitFor()
    // An agent manages nobody: of 管理中心 he has what is his own.
    await other.getByRole('link', { name: '管理中心' }).click()
    await other.getByRole('link', { name: '查看个人对话' }).waitFor()
    expect(await other.getByRole('link', { name: '客服信息管理' }).count()).toBe(0)

    // The list finds him by name, with his load, and the address keeps the search.
    await page.getByRole('searchbox').fill('小满')
    await expect.poll(() => table.getByRole('row').count()).toBe(2)
    await table.getByRole('row', { name: /小满.*在线.*1 \/ 10/ }).waitFor()
    await page.reload()
    await table.getByRole('row', { name: /小满/ }).waitFor()
    expect(await table.getByRole('row').count()).toBe(2)
    await page.getByRole('button', { name: '停用：小满' }).click()
    const question = page.getByRole('dialog', { name: '停用小满？' })
    await question.getByText('正在接待的1个对话会回到排队里原来的位置', { exact: false }).waitFor()
    await question.getByRole('button', { name: '停用' }).click()
    await Promise.all([tab, other].map((one) => one.getByText('登录已失效，请重新登录。').waitFor()))
    await page.getByText('没有找到符合条件的客服。').waitFor()
    await agent.signIn()
    await tab.getByRole('alert').getByText('账号或密码不对，请检查后再试。').waitFor()

    // Somebody else takes over where he was cut off.
    const colleague = await stage.agent('yunshan:baihe')
    await colleague.startWork()
    await colleague.accepts()
    await colleague.hears('可以的，您要多大？')
    await colleague.says('您好，我接着为您看尺寸。')
    await visitor.hears('您好，我接着为您看尺寸。')
  },
)

story('a member changes his password and ends what he left open elsewhere', async (stage) => {
  const boss = await stage.agent('yunshan:admin')
  await boss.page.getByRole('link', { name: '管理中心' }).click()
  await boss.page.getByRole('button', { name: '添加客服' }).click()
  const drawer = boss.page.getByRole('dialog', { name: '添加客服' })
  await drawer.getByLabel('账号').fill('dashu')
  await drawer.getByLabel('昵称').fill('大暑')
  await drawer.getByLabel('登录密码').fill('the-first-one')
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.waitFor({ state: 'hidden' })

  const enter = async (password: string) => {
    const { page, context } = await stage.atSignIn('yunshan:anqing')
    const { code } = await stage.merchant('yunshan')
    const agent = new Agent(page, context, { login: `${code}:dashu`, nickname: '大暑', password })
    await agent.signIn()
    await agent.startButton.waitFor()
    return agent
  }
  const [here, there] = [await enter('the-first-one'), await enter('the-first-one')]
  const menu = async (item: string) => {
    await here.page.getByRole('button', { name: '我的设置' }).click()
    await here.page.getByRole('menuitem', { name: item }).click()
  }
  await menu('修改密码')
  const form = here.page.getByRole('dialog', { name: '修改密码' })
  await form.getByLabel('现在的密码').fill('not-the-first-one')
  await form.getByLabel('新密码', { exact: true }).fill('the-second-one')
  await form.getByLabel('再输入一次新密码').fill('the-second-one')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('现在的密码不对。').waitFor()
  await form.getByLabel('现在的密码').fill('the-first-one')
  await form.getByRole('button', { name: '保存' }).click()
  await here.page.getByText('密码已修改，其他设备上的登录已退出。').waitFor()
  await there.page.getByText('登录已失效，请重新登录。').waitFor()
  expect(await here.desk.count()).toBe(1)

  const again = await enter('the-second-one')
  await menu('登录设备')
  const devices = here.page.getByRole('dialog', { name: '登录设备' })
  await devices.getByText('当前设备').waitFor()
  await devices.getByRole('button', { name: /^退出.*上的登录$/ }).click()
  await again.page.getByText('登录已失效，请重新登录。').waitFor()
  const last = await enter('the-second-one')
  await devices.getByRole('button', { name: '退出所有设备' }).click()
  await here.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await last.page.getByText('登录已失效，请重新登录。').waitFor()
})

const run = promisify(execFile)

/** What is typed on the server: `npm run operator -- …`. */
async function typed({ programs, dataDir, origin }: ProductFacts, ...given: string[]): Promise<string> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: new URL(origin).port }
  return (await run(process.execPath, [join(programs, 'operator.js'), ...given], { env })).stdout
}

/** An empty shop begins with the guide, and the desk leads back to it until its administrator wants no more of it. */
async function isLedToTheGuide(boss: Agent): Promise<void> {
  await boss.startButton.waitFor()
  await boss.page.getByRole('heading', { name: '开店指引' }).waitFor()
  await boss.page.getByRole('link', { name: '接待', exact: true }).click()
  await boss.page.getByText(/开店指引：已完成\d步，共8步/).waitFor()
  await boss.page.getByRole('link', { name: '继续指引' }).click()
  await boss.page.getByRole('heading', { name: '开店指引' }).waitFor()
  await boss.page.getByRole('link', { name: '接待', exact: true }).click()
  await boss.page.getByRole('button', { name: '不再提示' }).click()
  await boss.page.reload()
  await boss.startButton.waitFor()
  await boss.page.getByText('现在没有对话').first().waitFor()
  expect(await boss.page.getByRole('link', { name: '继续指引' }).count()).toBe(0)
}

story('the operator comes by his link, makes a merchant, and shuts one out', async (stage) => {
  const said = await typed(stage.product, 'setup-link', 'weiming')
  const link = /http\S+/.exec(said)?.[0] ?? ''
  const { page } = await stage.atSignIn('yunshan:guxi')
  const look = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
      expect(await findings(page.mainFrame())).toEqual([])
    }
  }
  await page.goto(link)
  await page.getByLabel('密码', { exact: true }).waitFor()
  await look()
  await page.getByLabel('密码', { exact: true }).fill('short')
  await page.getByLabel('再输入一次密码').fill('short')
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page
    .getByRole('alert')
    .getByText(/^密码至少/)
    .waitFor()
  for (const label of ['密码', '再输入一次密码'])
    await page.getByLabel(label, { exact: true }).fill('operator-chose-this')
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page.getByText('平台运营 weiming').waitFor()
  expect(page.url()).not.toContain('token')

  await look()
  await page.getByRole('button', { name: '新建商家' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await look()
  await dialog.getByLabel('名称').fill('竹里馆')
  await dialog.getByLabel('商家编码').fill('yunshan')
  await dialog.getByRole('button', { name: '新建商家' }).click()
  await dialog.getByText('这个编码已经有商家用了。').waitFor()
  await dialog.getByLabel('商家编码').fill('zhuliguan')
  await dialog.getByRole('button', { name: '新建商家' }).click()
  await page.getByRole('heading', { name: '竹里馆已建立' }).waitFor()
  const administratorLink = await dialog.getByText(/console\/set-up\?merchant=zhuliguan/).innerText()
  await dialog.getByRole('button', { name: '完成' }).click()
  await page.getByRole('searchbox').fill('竹里')
  await page.getByRole('row', { name: /竹里馆 zhuliguan 正常/ }).waitFor()
  await page.getByRole('row', { name: /yunshan/ }).waitFor({ state: 'detached' })

  const boss = await stage.atSignIn('yunshan:guxi')
  await boss.page.goto(administratorLink)
  await boss.page.getByLabel('昵称').fill('馆主')
  for (const label of ['密码', '再输入一次密码'])
    await boss.page.getByLabel(label, { exact: true }).fill('the-boss-chose-this')
  await boss.page.getByRole('button', { name: '建立并登录' }).click()
  await isLedToTheGuide(boss)

  await page.getByRole('button', { name: '停用：竹里馆' }).click()
  await dialog.getByRole('button', { name: '停用' }).click()
  await page.getByRole('row', { name: /竹里馆 zhuliguan 已停用/ }).waitFor()
  await boss.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await page.getByRole('button', { name: '恢复：竹里馆' }).click()
  await dialog.getByRole('button', { name: '恢复' }).click()
  await page.getByRole('row', { name: /竹里馆 zhuliguan 正常/ }).waitFor()

  await page.getByText('操作记录').click()
  for (const act of ['恢复商家 zhuliguan', '停用商家 zhuliguan', '新建商家 zhuliguan'])
    await page.getByText(act).waitFor()
  await look()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录平台运营' }).waitFor()
  await page.getByLabel('平台运营').fill('weiming')
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('alert').getByText('账号或密码不对，请检查后再试。').waitFor()
  await page.goto(link)
  for (const label of ['密码', '再输入一次密码'])
    await page.getByLabel(label, { exact: true }).fill('operator-chose-this')
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page
    .getByRole('alert')
    .getByText(/^链接不完整/)
    .waitFor()
})
