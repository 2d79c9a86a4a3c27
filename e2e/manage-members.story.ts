import { expect } from 'vitest'
import { Agent } from './stage/agent'
import { story } from './stage/story'

story(
  'ACC-03, ACC-04, CON-01, MGT-01, MGT-02: the administrator adds an agent, who works in two tabs until he is disabled',
  async (stage) => {
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
