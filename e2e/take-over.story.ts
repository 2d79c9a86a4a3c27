import { expect } from 'vitest'
import { story } from './stage/story'

story('an administrator assigns who waits and takes a dialogue over; who loses it is told', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('订单少了一箱')
  const anqing = await stage.agent('yunshan:anqing')
  await anqing.startWork('忙碌')
  const boss = await stage.agent('yunshan:admin')

  // 离开 one looks on, and may give to others.
  await boss.page.getByRole('button', { name: /^分配访客/ }).click()
  const question = boss.page.getByRole('dialog', { name: /分配给谁/ })
  expect(await question.getByRole('radio', { name: /白禾/ }).isDisabled()).toBe(true)
  await question.getByRole('radio', { name: /安晴.*忙碌/ }).check()
  await question.getByLabel('原因（只有同事能看到）').fill('请优先处理')
  await question.getByRole('button', { name: '分配', exact: true }).click()
  await question.waitFor({ state: 'hidden' })
  await anqing.turnsToOther()
  await anqing.thread.getByText('林知夏把对话分配给安晴：请优先处理').waitFor()
  await anqing.says('您好，我查一下。')
  await visitor.hears('您好，我查一下。')

  // What a colleague holds, from his own list.
  await boss.page.getByRole('button', { name: /^看谁的对话/ }).click()
  await boss.page.getByRole('menuitem', { name: /安晴/ }).click()
  await boss.page.getByRole('list', { name: '安晴' }).getByRole('link').click()
  await boss.hears('您好，我查一下。')
  const takeOver = boss.page.locator('.conversation-header').getByRole('button', { name: '接管' })
  await takeOver.click()
  await boss.page.getByText('你现在是离开，切到「在线」或「忙碌」才能接管。').waitFor()
  await boss.page.keyboard.press('Alt+2')
  await boss.page.getByRole('button', { name: '我的状态: 忙碌' }).waitFor()
  await takeOver.click()
  await anqing.page.getByText(/^林知夏接管了访客\d{6}，不再由你接待。$/).waitFor()
  await anqing.page.getByText('林知夏正在接待，你可以写内部备注。').waitFor()
  await boss.says('您好，我是主管，马上补发。')
  await visitor.hears('您好，我是主管，马上补发。')
  expect(await visitor.panel.getByText('请优先处理').count()).toBe(0)
})
