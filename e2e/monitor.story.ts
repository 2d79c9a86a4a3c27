import { expect } from 'vitest'
import { story } from './stage/story'

story(
  'MGT-16, MGT-17, RTE-15: a supervisor sees the floor, listens in, whispers, joins, takes over and steers',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin', { viewport: { width: 1440, height: 900 } })
    const anqing = await stage.agent('yunshan:anqing')
    await anqing.startWork('忙碌')
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('沙发少了一条腿')

    // The board moves by itself: who waits is on it within a second or two, and is assigned from it.
    await boss.page.getByRole('link', { name: '监控', exact: true }).click()
    const side = boss.page.getByRole('complementary', { name: '告警和排队' })
    const assign = side.getByRole('button', { name: /^分配访客\d{6}$/ })
    await assign.waitFor()
    await assign.click()
    const question = boss.page.getByRole('dialog', { name: /分配给谁/ })
    await question.getByRole('radio', { name: /安晴.*忙碌/ }).check()
    await question.getByRole('button', { name: '分配', exact: true }).click()
    await question.waitFor({ state: 'hidden' })
    await side.getByText('没有人排队').waitFor()
    await anqing.turnsToOther()
    await anqing.says('您好，我查一下。')

    // Listening in: nobody in the dialogue sees anything of it.
    await boss.page.getByRole('link', { name: '对话', exact: true }).click()
    await boss.page.getByRole('button', { name: /^访客\d{6}.*安晴/ }).click()
    await boss.page.getByText('旁听中 · 顾客和客服都看不到').waitFor()
    await boss.hears('您好，我查一下。')
    await visitor.says('谢谢')
    await boss.hears('谢谢')
    // His name stands in it once: he gave her the dialogue.
    expect(await anqing.thread.getByText('林知夏').count()).toBe(1)

    // A whisper reaches the agent, and not the visitor.
    await boss.page.getByRole('textbox', { name: '给安晴的悄悄话' }).fill('可以先补发')
    await boss.page.keyboard.press('Enter')
    await anqing.thread.getByText('可以先补发').waitFor()
    await anqing.thread.getByText('悄悄话 · 给您 · 林知夏').waitFor()
    await anqing.says('我们先给您补发。')
    await visitor.hears('我们先给您补发。')
    expect(await visitor.panel.getByText('可以先补发').count()).toBe(0)

    // Joining: under his own name, beside the agent.
    await boss.page.getByRole('button', { name: '加入', exact: true }).click()
    await boss.page.getByText('您已加入 · 顾客能看到您说的话').waitFor()
    await anqing.thread.getByText('林知夏加入了对话').waitFor()
    await visitor.panel.getByText('林知夏加入了对话').first().waitFor()
    await boss.says('我是主管，今天就寄出。')
    await visitor.hears('我是主管，今天就寄出。')
    await boss.page.getByRole('button', { name: '退出', exact: true }).click()
    await anqing.thread.getByText('林知夏退出了对话').waitFor()

    // Steering: the agent is told who did it.
    await boss.page.getByRole('link', { name: '分组', exact: true }).click()
    await boss.page.getByRole('button', { name: /安晴/ }).first().click()
    const steer = boss.page.getByRole('dialog', { name: '调整安晴' })
    await steer.getByRole('radio', { name: '离开' }).check()
    await steer.getByLabel('最大接线量').fill('3')
    await steer.getByRole('button', { name: '保存' }).click()
    await anqing.page.getByText('林知夏把您的状态改为「离开」').waitFor()
    await anqing.page.getByText('林知夏把您的最大接线量改为3').waitFor()
    await anqing.page.getByRole('button', { name: '我的状态: 离开' }).waitFor()

    // Taking over, and who listened is written down.
    await boss.page.getByRole('button', { name: '我的状态: 离开' }).click()
    await boss.page.getByRole('menuitem', { name: /^忙碌/ }).click()
    await boss.page.getByRole('link', { name: '对话', exact: true }).click()
    await boss.page.getByRole('button', { name: '旁听记录' }).click()
    const log = boss.page.getByRole('dialog', { name: '旁听记录' })
    await log.getByRole('cell', { name: '林知夏' }).first().waitFor()
    await boss.page.keyboard.press('Escape')
    await boss.page.getByRole('button', { name: /^访客\d{6}.*安晴/ }).click()
    await boss.page.getByRole('button', { name: '接管', exact: true }).click()
    await anqing.page.getByText(/^林知夏接管了访客\d{6}，不再由你接待。$/).waitFor()
    await boss.says('现在由我为您服务。')
    await visitor.hears('现在由我为您服务。')
  },
)

story(
  'MGT-17: a visitor on a page of the shop is invited, and his conversation begins with who invited him',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin', { viewport: { width: 1440, height: 900 } })
    const { page } = boss
    await boss.startWork('忙碌')
    await page.getByRole('link', { name: '管理中心' }).click()
    await page.getByRole('link', { name: '渠道设置' }).click()
    await page.getByRole('checkbox', { name: /^访客列表与主动邀请/ }).check()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('status').getByText('已保存').waitFor()

    await page.getByRole('link', { name: '监控', exact: true }).click()
    await page.getByRole('link', { name: '访客', exact: true }).click()
    await page.getByText('现在没有人打开店铺的网页').waitFor()
    const visitor = await stage.visitor()
    await page.getByRole('button', { name: '邀请访客' }).click()
    const dialog = page.getByRole('dialog', { name: '邀请访客咨询' })
    await dialog.getByLabel('邀请的话').fill('这款沙发有现货，需要介绍吗？')
    await dialog.getByRole('button', { name: '发出邀请' }).click()
    await dialog.waitFor({ state: 'hidden' })

    const card = visitor.page.getByRole('status', { name: '客服邀请您咨询' })
    await card.getByText('这款沙发有现货，需要介绍吗？').waitFor()
    await page.getByText('林知夏 · 对方看到了邀请').waitFor()
    await card.getByRole('button', { name: '开始咨询' }).click()
    await card.waitFor({ state: 'hidden' })
    await visitor.says('好的，介绍一下吧')
    await visitor.hears('这款沙发有现货，需要介绍吗？')
    await page.getByText('正在咨询').first().waitFor()
    await page.getByRole('link', { name: '接待', exact: true }).click()
    await boss.turnsToOther()
    await boss.hears('好的，介绍一下吧')
  },
)
