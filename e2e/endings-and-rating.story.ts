import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { findings } from './stage/axe'
import { story } from './stage/story'

/** Fills in what the built-in form wants, by keyboard, the category first. */
async function fillsIn({ page, summary }: Agent, category: string): Promise<void> {
  const choice = summary.getByRole('combobox', { name: '咨询分类' })
  await choice.click()
  await page.keyboard.type(category)
  await page.keyboard.press('Enter')
  await summary.getByLabel('处理结果').fill('已登记，三天内上门取件')
  await summary.getByRole('radiogroup', { name: '是否解决' }).getByLabel('是').check()
  await summary.getByRole('radiogroup', { name: '需要跟进' }).getByLabel('否').check()
}

story(
  'CON-05, CON-06, CON-07, VIS-04: asked, rated once, ended, summed up and cleared; blocked where the merchant wants it',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('餐桌有划痕，想退货')
    const agent = await stage.agent('yunshan:anqing')
    const { page, desk, summary } = agent
    await agent.startWork()
    await agent.accepts()
    await agent.says('给您登记退货。')

    // 邀请评价; two tabs of the visitor have the card, and one rating is all there is.
    await page.getByRole('button', { name: '邀请评价' }).click()
    const card = visitor.panel.getByRole('group', { name: '这次服务怎么样？' })
    await card.getByRole('radio', { name: '2 星，不满意' }).check()
    await visitor.panel.getByRole('checkbox', { name: '回复慢' }).check()
    expect(await findings(await visitor.frame())).toEqual([])
    await visitor.panel.getByPlaceholder('还想说点什么（选填）').fill('等了五分钟')
    await visitor.panel.getByRole('button', { name: '提交评价' }).click()
    await visitor.panel.getByText('已评价', { exact: false }).waitFor()
    expect(await card.count()).toBe(0)
    await agent.thread.getByText('评价「不满意」', { exact: false }).waitFor()
    await agent.thread.getByText('等了五分钟').waitFor()
    await desk.getByTitle(/^低分评价：/).waitFor()
    expect(await page.getByRole('button', { name: /邀请评价$/ }).count()).toBe(0)

    // The end brings the 小结单, with what the visitor said; closing it loses nothing.
    await page.keyboard.press('Alt+e')
    await page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
    await summary.waitFor()
    expect(await summary.getByLabel('咨询内容').inputValue()).toBe('餐桌有划痕，想退货')
    await fillsIn(agent, '退货')
    await page.keyboard.press('Escape')
    await summary.waitFor({ state: 'hidden' })
    const section = desk.getByRole('region', { name: /^已结束 · 未小结/ })
    await section.getByRole('listitem').waitFor()
    await page.keyboard.press('Alt+m')
    expect(await summary.getByLabel('处理结果').inputValue()).toBe('已登记，三天内上门取件')
    await page.keyboard.press('Control+Enter')
    await agent.thread.getByText('填写了小结 · 退换货 › 退货 · 已解决', { exact: false }).waitFor()
    await Promise.all([section.waitFor({ state: 'detached' }), summary.waitFor({ state: 'hidden' })])
    await page.keyboard.press('Alt+c')
    await page.getByText('已清除1个对话').waitFor()

    // Whoever may decide makes the form his own, and wants every dialogue summed up.
    const boss = await stage.agent('yunshan:admin')
    await boss.page.goto(`${stage.product.origin}/console/manage/summary`)
    await boss.page.getByText('必须先填写').click()
    await boss.page.getByText('已保存').waitFor()
    await boss.page.getByRole('textbox', { name: '分类 投诉 › 服务态度' }).fill('客服态度')
    await boss.page.getByRole('button', { name: '发布版本 1' }).click()
    await boss.page.getByText('版本 1 已发布', { exact: false }).waitFor()

    await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
    await visitor.says('客服不理人')
    await agent.turnsToOther()
    await agent.says('很抱歉。')
    await agent.ends()
    // Rating is offered by itself at the end, this time of a conversation of its own.
    await visitor.panel.getByRole('radio', { name: '5 星，非常满意' }).waitFor()
    await page.getByRole('button', { name: '全部清除' }).click()
    const question = page.getByRole('dialog', { name: '全部清除' })
    await question.getByText('1 个对话还没有小结').waitFor()
    expect(await question.getByRole('button', { name: '不填写，直接清除' }).count()).toBe(0)
    await question.getByRole('button', { name: '去填写' }).click()
    await summary.getByRole('button', { name: '暂不清除' }).waitFor()
    expect(await summary.getByRole('button', { name: '不填写，直接清除' }).count()).toBe(0)
    await fillsIn(agent, '客服态度')
    await summary.getByRole('button', { name: /^保存并清除/ }).click()
    await page.getByText('已清除1个对话').waitFor()
    await desk.getByText('现在没有对话').waitFor()

    // The next one who serves him reads what the others wrote.
    await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
    await visitor.says('还在吗')
    await agent.turnsToOther()
    await page.getByRole('tab', { name: '历史' }).click()
    const history = page.getByRole('tabpanel')
    await history.getByText('退换货 › 退货').waitFor()
    await history.getByText('投诉 › 客服态度').waitFor()
  },
)
