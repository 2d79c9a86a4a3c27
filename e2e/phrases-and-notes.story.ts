import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { story } from './stage/story'

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

    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('这个能退吗')
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    await agent.hears('这个能退吗')
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
    if (process.env['LOOK']) await look(agent, boss)
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

async function look(agent: Agent, boss: Agent): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, one] of [
      ['agent', agent],
      ['boss', boss],
    ] as const) {
      await one.page.emulateMedia({ colorScheme: scheme })
      if (one === agent) {
        await agent.input.fill('您好，{订单号} /')
        await agent.page.keyboard.press('End')
        await agent.page.waitForTimeout(800)
      }
      await one.page.screenshot({ path: `/tmp/look/${name}-${scheme}.png` })
    }
    await boss.page.getByRole('button', { name: '编辑「退货说明」' }).click()
    await boss.page.waitForTimeout(500)
    await boss.page.screenshot({ path: `/tmp/look/form-${scheme}.png` })
    await boss.page.keyboard.press('Escape')
  }
}

story(
  'CON-08, CON-20: an administrator speaks to his agents, and an agent asks a colleague; no customer hears of it',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('桌面有划痕，能换吗')
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    await agent.hears('桌面有划痕，能换吗')
    const boss = await stage.agent('yunshan:admin')
    await boss.page.goto(`${stage.product.origin}/console/manage/broadcasts`)
    await boss.page.getByText('还没有群发过消息').waitFor()
    await boss.page.locator('.page-head').getByRole('button', { name: '群发' }).click()
    await boss.page.getByRole('textbox', { name: '内容' }).fill('今天十点开会，见 https://example.com/notice')
    await boss.page.getByRole('dialog').getByRole('button', { name: '发送' }).click()

    // At once, and told to the sender when it is read.
    const bar = agent.page.locator('.staff-notice')
    await bar.getByText('今天十点开会').waitFor()
    if (process.env['LOOK']) await agent.page.screenshot({ path: '/tmp/look/notice.png' })
    await bar.getByRole('button', { name: '知道了' }).click()
    await bar.waitFor({ state: 'detached' })
    await boss.page.getByRole('button', { name: /已读情况/ }).click()
    const receipts = boss.page.getByRole('dialog', { name: '已读情况' })
    await receipts.getByText(/\d 已读$/).waitFor()
    await receipts.getByText('未读').first().waitFor()
    if (process.env['LOOK']) await boss.page.screenshot({ path: '/tmp/look/receipts.png' })
    await boss.page.keyboard.press('Escape')

    await agent.page.keyboard.press('Alt+n')
    await agent.page.getByRole('textbox', { name: '内部备注' }).click()
    await agent.page.keyboard.type('@')
    const names = agent.page.getByRole('listbox', { name: '提到同事' })
    const name = (await names.getByRole('option').first().locator('.phrase-quick-title').innerText()).trim()
    await agent.page.keyboard.press('Enter')
    await agent.page.keyboard.type('仓库还有同批次的桌面吗')
    if (process.env['LOOK']) await agent.page.screenshot({ path: '/tmp/look/mention.png' })
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
    if (process.env['LOOK']) await expert.page.screenshot({ path: '/tmp/look/expert.png' })
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
