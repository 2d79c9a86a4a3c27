import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { findings } from './stage/axe'
import { story } from './stage/story'
import { talk } from './stage/talk'

const quick = (agent: Agent) => agent.page.getByRole('listbox', { name: '常用语快捷列表' })
const textOf = (agent: Agent) => agent.input.evaluate((element) => element.innerText)

story(
  'CON-14, CON-15, CON-24, MGT-10, MGT-11: phrases go from the management centre into the composer',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin')
    await boss.page.getByRole('link', { name: '管理中心' }).click()
    await boss.page.getByRole('link', { name: '常用语管理' }).click()
    await boss.page.getByText('还没有常用语').waitFor()
    await boss.page.getByRole('button', { name: '新建分类' }).click()
    await boss.page.getByRole('textbox', { name: '分类名称' }).fill('售后')
    await boss.page.getByRole('button', { name: '保存' }).click()
    await boss.page.getByRole('button', { name: '售后', exact: true }).waitFor()

    await boss.page.locator('.page-head').getByRole('button', { name: '新建常用语' }).click()
    const form = boss.page.getByRole('dialog', { name: '新建常用语' })
    await form.getByRole('textbox', { name: '标题' }).fill('退货说明')
    await form.getByRole('textbox', { name: '内容' }).click()
    await boss.page.keyboard.type('您好，')
    await form.getByRole('button', { name: '{访客昵称}' }).click()
    await boss.page.keyboard.type('，{优惠码}七天内可以退货。')
    await form.getByRole('combobox', { name: '分类' }).selectOption({ label: '售后' })
    await form.getByRole('textbox', { name: '快捷编码' }).fill('/th')
    await form.getByRole('combobox', { name: '快捷键' }).selectOption('Alt+4')
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: '退货流程.txt', mimeType: 'text/plain', buffer: Buffer.from('一、申请') })
    await form.getByText('退货流程.txt').waitFor()
    await form.getByRole('button', { name: '保存' }).click()
    await boss.page.getByRole('rowheader', { name: /退货说明/ }).waitFor()
    await importsPhrases(boss)

    const { visitor, agent } = await talk(stage, '这个能退吗')
    // By its code: the keyboard alone, and nothing is sent.
    await agent.input.click()
    await agent.page.keyboard.type('/th')
    await quick(agent)
      .getByRole('option', { name: /退货说明/ })
      .waitFor()
    await agent.page.keyboard.press('Enter')
    await expect.poll(() => textOf(agent)).toMatch(/^您好，访客\d{6}，\{优惠码\}七天内可以退货。$/)
    await agent.page.getByText('还没有填上：{优惠码}').waitFor()
    await agent.page.getByRole('list', { name: '随这条消息发送' }).getByText('退货流程.txt').waitFor()
    await agent.input.fill('您好，七天内可以退货。')
    await agent.page.getByRole('button', { name: '发送', exact: true }).click()
    await visitor.hears('您好，七天内可以退货。')
    await (await visitor.frame()).getByRole('link', { name: /退货流程.txt/ }).waitFor()

    // Beside the conversation, found in the other script; and by its key.
    await agent.page.getByRole('tab', { name: '常用语' }).click()
    await agent.page.getByRole('searchbox', { name: '搜索标题、内容或编码' }).fill('發票')
    await agent.page.getByRole('button', { name: '插入「开发票」' }).click()
    expect(await textOf(agent)).toBe('电子发票三天内发到邮箱。')
    await agent.page.keyboard.press('Alt+4')
    await expect.poll(() => textOf(agent)).toMatch(/^电子发票三天内发到邮箱。您好/)
    await agent.input.fill('')

    // His own, which only he has.
    await agent.page.getByRole('searchbox', { name: '搜索标题、内容或编码' }).fill('')
    await agent.page.getByRole('button', { name: '新建个人常用语' }).click()
    const own = agent.page.getByRole('dialog', { name: '新建个人常用语' })
    await own.getByRole('textbox', { name: '标题' }).fill('我的结束语')
    await own.getByRole('textbox', { name: '内容' }).fill('还有什么可以帮您？')
    await own.getByRole('button', { name: '保存' }).click()
    await agent.page.getByRole('button', { name: '插入「我的结束语」' }).waitFor()
    await boss.page.reload()
    await boss.page.getByRole('rowheader', { name: /退货说明/ }).waitFor()
    const row = boss.page.getByRole('row', { name: /退货说明/ })
    expect(await row.locator('[data-column=used]').innerText()).toBe('1')
    expect(await boss.page.getByText('我的结束语').count()).toBe(0)
  },
)

/** What can be taken is, and of the others it says why not, by line. */
async function importsPhrases(boss: Agent): Promise<void> {
  await boss.page.getByRole('button', { name: '导入', exact: true }).click()
  const csv = '分类,标题,内容,快捷编码\n售后 / 发票,开发票,电子发票三天内发到邮箱。,fp\n售后,重复编码,内容,th\n'
  const dialog = boss.page.getByRole('dialog', { name: '从 CSV 导入' })
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await dialog.getByText('已导入1条').waitFor()
  await dialog.getByText('第3行').waitFor()
  await dialog.getByText('编码已被使用').waitFor()
  await boss.page.keyboard.press('Escape')
  await boss.page.getByRole('button', { name: '发票', exact: false }).first().waitFor()
}

story(
  'CON-08, CON-20: an administrator speaks to his agents, and an agent asks a colleague; no customer hears of it',
  async (stage) => {
    await stage.hires('yunshan:baihe')
    const { visitor, agent } = await talk(stage, '桌面有划痕，能换吗')
    const boss = await stage.agent('yunshan:admin')
    await boss.page.goto(`${stage.product.origin}/console/manage/broadcasts`)
    await boss.page.getByText('还没有群发过消息').waitFor()
    await boss.page.locator('.page-head').getByRole('button', { name: '群发' }).click()
    await boss.page.getByRole('textbox', { name: '内容' }).fill('今天十点开会，见 https://example.com/notice')
    await boss.page.getByRole('dialog').getByRole('button', { name: '发送' }).click()

    // At once, and told to the sender when it is read.
    const bar = agent.page.locator('.staff-notice')
    await bar.getByText('今天十点开会').waitFor()
    await bar.getByRole('button', { name: '知道了' }).click()
    await bar.waitFor({ state: 'detached' })
    await boss.page.getByRole('button', { name: /已读情况/ }).click()
    const receipts = boss.page.getByRole('dialog', { name: '已读情况' })
    await receipts.getByText(/\d 已读$/).waitFor()
    await receipts.getByText('未读').first().waitFor()
    await boss.page.keyboard.press('Escape')

    await agent.page.keyboard.press('Alt+n')
    await agent.page.getByRole('textbox', { name: '内部备注' }).click()
    await agent.page.keyboard.type('@')
    const names = agent.page.getByRole('listbox', { name: '提到同事' })
    const name = (await names.getByRole('option').first().locator('.phrase-quick-title').innerText()).trim()
    await agent.page.keyboard.press('Enter')
    await agent.page.keyboard.type('仓库还有同批次的桌面吗')
    await agent.page.keyboard.press('Enter')
    await agent.page.getByText(`已向${name}咨询，还没有回复，顾客在等你答复`).waitFor()

    // Whoever was asked reads along and answers; the one who asked hears of it.
    const { accounts } = await stage.merchant('yunshan')
    const asked = accounts.find(({ nickname }) => nickname === name)
    const expert = asked?.login.endsWith(':admin')
      ? boss
      : await stage.agent(`yunshan:${asked?.login.split(':')[1] ?? ''}`)
    await expert.page.locator('.staff-notice').getByRole('button', { name: '查看' }).click()
    await expert.hears('桌面有划痕，能换吗')
    await expert.page.getByRole('textbox', { name: '内部备注' }).fill('有货，可以换。')
    await expert.page.keyboard.press('Enter')
    await agent.page.getByText(`${name}已经回复咨询，顾客还在等你答复`).waitFor()
    await agent.page.keyboard.press('Alt+n')
    await agent.input.fill('可以换，今天就安排。')
    await agent.page.keyboard.press('Enter')
    await visitor.hears('可以换，今天就安排。')
    await agent.page.getByText(`${name}已经回复咨询`).waitFor({ state: 'detached' })
    expect(await (await visitor.frame()).locator('body').innerText()).not.toMatch(/仓库还有|有货|开会/)
  },
)

story(
  'CON-16, CON-17, CON-18, MGT-12, MGT-13, VIS-07: knowledge is written, found beside a dialogue, inserted, and read by the public',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin')
    const { page } = boss
    const { code } = await stage.merchant('yunshan')
    await page.goto(`${stage.product.origin}/console/manage/knowledge`)
    await page.getByText('还没有知识').waitFor()

    await page.getByRole('button', { name: '分类', exact: true }).click()
    const tree = page.getByRole('dialog', { name: '分类' })
    await tree.getByLabel('分类名称', { exact: true }).fill('售后')
    await tree.getByRole('button', { name: '新增分类' }).click()
    await tree.getByLabel('分类名称 售后').waitFor()
    await tree.getByRole('button', { name: '关闭' }).click()

    await page.getByRole('button', { name: '新增知识' }).first().click()
    const form = page.getByRole('dialog', { name: '新增知识' })
    await form.getByLabel('问题', { exact: true }).fill('可以七天无理由退货吗')
    await form.getByLabel('分类').selectOption({ label: '售后' })
    await form.getByLabel(/^关键字/).fill('退货，无理由')
    await form.getByLabel(/^答案/).fill('签收七天内，没有安装的可以退。')
    await form.getByLabel(/^公开（/).check()
    await form.getByLabel(/^帮助中心正文/).fill('## 怎么退\n\n1. 申请售后')
    await form.getByRole('button', { name: '预览' }).click()
    await form.getByRole('heading', { name: '怎么退' }).waitFor()
    await form.getByRole('button', { name: '保存' }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByRole('row', { name: /可以七天无理由退货吗.*售后/ }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    // Beside a dialogue: the keywords of what he said, one press of 查询, one click into the input.
    const { visitor, agent } = await talk(stage, '拆了包装还能退货吗？')
    await agent.page.getByRole('tab', { name: '知识库' }).click()
    const helper = agent.page.getByRole('tabpanel')
    await helper.getByRole('switch').click()
    const box = helper.getByRole('searchbox')
    await expect.poll(() => box.inputValue()).toBe('退货')
    await helper.getByRole('button', { name: '查询' }).click()
    const hit = helper.getByRole('button', { name: /可以七天无理由退货吗/ })
    await hit.waitFor()
    expect(await hit.locator('mark').first().textContent()).toBe('退货')
    expect(await findings(agent.page.mainFrame())).toEqual([])
    await agent.input.fill('您好，')
    await hit.click()
    await expect.poll(() => agent.input.textContent()).toBe('您好，签收七天内，没有安装的可以退。')
    expect(await agent.said('您好，签收七天内，没有安装的可以退。').count()).toBe(0)
    await agent.input.press('Enter')
    await visitor.hears('您好，签收七天内，没有安装的可以退。')
    // By keys, and by 拼音.
    await box.fill('tuihuo')
    await box.press('Enter')
    await hit.waitFor()
    await box.press('ArrowDown')
    await agent.page.keyboard.press('Enter')
    await expect.poll(() => agent.input.textContent()).toBe('签收七天内，没有安装的可以退。')

    // The public reads it, and no more once it is 停用.
    await page.goto(`${stage.product.origin}/help/${code}`)
    await page.getByRole('link', { name: '可以七天无理由退货吗' }).click()
    await page.getByRole('heading', { name: '怎么退' }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    const article = page.url()
    await page.goto(`${stage.product.origin}/console/manage/knowledge`)
    await page.getByRole('switch', { name: /可以七天无理由退货吗/ }).click()
    await expect.poll(async () => (await fetch(article)).status).toBe(404)
  },
)
