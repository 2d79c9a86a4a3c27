import { expect } from 'vitest'
import { findings } from './stage/axe'
import { story } from './stage/story'

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
    await agent.says('用干布擦就好。')
    await agent.page.getByRole('button', { name: '结束', exact: true }).click()
    await agent.page.getByRole('dialog').waitFor()
    expect(await findings(agent.page.mainFrame())).toEqual([])
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
    for (const entry of ['分组', '留言', '接待设置', '服务时间']) {
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
