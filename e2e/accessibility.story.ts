import { expect } from 'vitest'
import { findings } from './stage/axe'
import { story } from './stage/story'
import { pngFile } from './stage/test-files'

for (const colorScheme of ['light', 'dark'] as const) {
  story(`axe finds nothing serious at sign-in and desk, ${colorScheme}`, async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('请问怎么保养？')
    const agent = await stage.atSignIn('yunshan:admin', { colorScheme })
    expect(await findings(agent.page.mainFrame())).toEqual([])
    await agent.signIn()
    await agent.startButton.waitFor()
    expect(await agent.page.locator('html').getAttribute('data-theme')).toBe(colorScheme)
    // Away, with somebody waiting.
    expect(await findings(agent.page.mainFrame())).toEqual([])
    await agent.startWork()
    await agent.accepts()
    await visitor.writes('是实木的')
    await agent.page.getByTitle('是实木的', { exact: true }).waitFor()
    expect(await findings(agent.page.mainFrame())).toEqual([])
    // 顾客信息 with everything in it that can be opened.
    await agent.page.getByRole('button', { name: '添加标签' }).click()
    await agent.page.getByRole('combobox', { name: '添加标签' }).fill('VIP')
    await agent.page.getByRole('option', { name: 'VIP' }).waitFor()
    expect(await findings(agent.page.mainFrame())).toEqual([])
    await agent.page.keyboard.press('Enter')
    await agent.page.getByRole('button', { name: '去掉标签「VIP」' }).waitFor()
    await agent.page.getByRole('button', { name: '编辑联系资料' }).click()
    expect(await findings(agent.page.mainFrame())).toEqual([])
    await agent.page.getByRole('button', { name: '取消', exact: true }).click()
    await agent.says('用干布擦就好。')
    await agent.page.getByRole('button', { name: '结束', exact: true }).click()
    await agent.page.getByRole('dialog').waitFor()
    expect(await findings(agent.page.mainFrame())).toEqual([])
  })

  story(`axe finds nothing serious in the windows, menus and views of the desk, ${colorScheme}`, async (stage) => {
    const [visitor, waiting] = [await stage.visitor(), await stage.visitor()]
    await visitor.openPanel()
    await visitor.says('这是照片')
    const agent = await stage.agent('yunshan:admin', { colorScheme })
    await agent.startWork('忙碌')
    await agent.accepts()
    await waiting.openPanel()
    await waiting.says('还要等多久')
    const { page } = agent
    await page
      .locator('input[type=file][aria-label="发送图片"]')
      .setInputFiles(pngFile('划痕.png', 320, 200, [180, 60, 40]))
    const picture = agent.thread.getByRole('button', { name: '图片 划痕.png' })
    await picture.waitFor()
    await page.keyboard.press('Alt+n')
    await agent.page.getByRole('textbox', { name: '内部备注' }).waitFor()
    const look = async () => expect(await findings(page.mainFrame())).toEqual([])
    await look()
    const dialog = page.getByRole('dialog')
    for (const key of ['Alt+t', 'Alt+e', 'Alt+c', 'Alt+Shift+c']) {
      await page.keyboard.press(key)
      await dialog.waitFor()
      await look()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    await picture.click()
    await dialog.waitFor()
    await look()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^分配访客/ }).click()
    await dialog.getByRole('radio').first().waitFor()
    await look()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+s')
    await page.getByRole('textbox', { name: '搜索对话' }).fill('照片')
    await look()
    await page.getByRole('button', { name: '结束搜索' }).click()
    for (const name of ['排序', /^提醒/, /^看谁的对话/, /^我的状态/, /我的设置$/]) {
      await page.getByRole('button', { name }).click()
      await page.getByRole('menu').last().waitFor()
      await look()
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: /^看谁的对话/ }).click()
    await page.getByRole('menuitem', { name: /^全部排队/ }).click()
    await page.getByRole('list', { name: '全部排队' }).waitFor()
    await look()
    await page.getByRole('button', { name: /我的设置$/ }).click()
    await page.getByRole('menuitem', { name: '头像' }).click()
    await dialog.waitFor()
    await look()
    await page.keyboard.press('Escape')
    await page.locator('.dialogue-list-keys').click()
    await dialog.waitFor()
    await look()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  story(`axe finds nothing serious in the management centre, ${colorScheme}`, async (stage) => {
    const { page } = await stage.agent('yunshan:admin', { colorScheme })
    await page.getByRole('link', { name: '管理中心' }).click()
    await page.getByRole('row', { name: /anqing/ }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await page.getByRole('button', { name: '编辑：安晴' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '停用：安晴' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await page.keyboard.press('Escape')
    for (const entry of ['分组', '渠道设置', '留言', '接待设置', '服务时间']) {
      const menu = page.getByRole('navigation', { name: '管理中心' })
      await menu.getByRole('link', { name: entry, exact: true }).click()
      await page.getByRole('heading', { name: entry, exact: true }).waitFor()
      await page.getByRole('status', { name: '正在载入' }).waitFor({ state: 'detached' })
      if (entry === '服务时间') await page.getByText('按时间段', { exact: true }).click()
      expect(await findings(page.mainFrame())).toEqual([])
    }
    await page.getByRole('button', { name: '我的设置' }).click()
    await page.getByRole('menuitem', { name: '登录设备' }).click()
    await page.getByText('当前设备').waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
  })
}
