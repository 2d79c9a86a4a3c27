import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { codeOf } from './stage/authenticator'
import { findings } from './stage/axe'
import { story } from './stage/story'

const shownKey = async (place: Locator): Promise<string> => {
  await place.locator('.second-step-picture svg').waitFor()
  return (await place.locator('.second-step-letters').innerText()).replaceAll(' ', '')
}

story(
  'SEC-01: a member signs in with a second step, and an administrator who demands it of all can take it away',
  async (stage) => {
    await stage.hires('yunshan:anqing')
    const agent = await stage.agent('yunshan:anqing')
    const { page } = agent
    const { password } = agent.account
    const openOwn = async () => {
      await page.getByRole('button', { name: /我的设置$/ }).click()
      await page.getByRole('menuitem', { name: '两步验证' }).click()
      return page.getByRole('dialog', { name: '两步验证' })
    }

    const dialog = await openOwn()
    await dialog.getByRole('button', { name: '开启' }).click()
    await dialog.getByLabel('现在的密码').fill('不是这个密码')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByRole('alert').getByText(/密码/).waitFor()
    await dialog.getByLabel('现在的密码').fill(password)
    await dialog.getByRole('button', { name: '下一步' }).click()
    const key = await shownKey(dialog)
    expect(await findings(page.mainFrame())).toEqual([])
    await dialog.getByLabel('验证码').fill('000000')
    await dialog.getByRole('button', { name: '开启' }).click()
    await dialog.getByText(/^验证码不对/).waitFor()
    await dialog.getByLabel('验证码').fill(codeOf(key))
    await dialog.getByRole('button', { name: '开启' }).click()
    const codes = dialog.getByRole('list', { name: '恢复码' }).getByRole('listitem')
    await expect.poll(() => codes.count()).toBe(10)
    const [recovery = '', other = ''] = await codes.allInnerTexts()
    await dialog.getByRole('button', { name: '我已保存' }).click()

    const signOut = async () => {
      await page.getByRole('button', { name: /我的设置$/ }).click()
      await page.getByRole('menuitem', { name: '退出系统' }).click()
    }
    await signOut()
    await agent.signIn()
    const step = page.getByRole('form', { name: '两步验证' })
    await step.getByLabel('验证码').fill('123456')
    await step.getByRole('button', { name: '登录' }).click()
    await step.getByText(/^验证码不对/).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await step.getByLabel('验证码').fill(codeOf(key, 1))
    await step.getByRole('button', { name: '登录' }).click()
    await agent.desk.waitFor()
    await signOut()
    await agent.signIn()
    await step.getByLabel('验证码').fill(recovery)
    await step.getByRole('button', { name: '登录' }).click()
    await agent.desk.waitFor()
    const held = await openOwn()
    await held.getByText('还有9个恢复码可用。').waitFor()
    await held.getByRole('button', { name: '生成新的恢复码' }).click()
    await held.getByLabel('现在的密码').fill(password)
    await held.getByLabel('验证码').fill(recovery)
    await held.getByRole('button', { name: '生成新的恢复码' }).click()
    // It was used up at the door.
    await held.getByText(/^验证码不对/).waitFor()
    await held.getByLabel('验证码').fill(other)
    await held.getByRole('button', { name: '生成新的恢复码' }).click()
    await expect.poll(() => codes.count()).toBe(10)
    await held.getByRole('button', { name: '我已保存' }).click()

    const boss = await stage.agent('yunshan:admin')
    await boss.page.getByRole('link', { name: '管理中心' }).click()
    await boss.page.getByRole('button', { name: /^解除两步验证：/ }).click()
    await boss.page.getByRole('dialog').getByRole('button', { name: '解除两步验证' }).click()
    await expect.poll(() => boss.page.getByRole('button', { name: /^解除两步验证：/ }).count()).toBe(0)
    await boss.page.getByRole('link', { name: '登录与账号同步' }).click()
    const safety = boss.page.getByRole('form', { name: '登录安全' })
    await safety.getByRole('switch', { name: '所有人都要使用两步验证' }).check()
    await safety.getByRole('button', { name: '保存' }).click()
    await boss.page.getByText('已保存，马上生效。').waitFor()
    expect(await findings(boss.page.mainFrame())).toEqual([])

    await signOut()
    await agent.signIn()
    const own = await shownKey(page.locator('.sign-in-form'))
    await step.getByLabel('验证码').fill(codeOf(own))
    await step.getByRole('button', { name: '登录' }).click()
    await page.getByRole('list', { name: '恢复码' }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    const [last = ''] = await page.getByRole('list', { name: '恢复码' }).getByRole('listitem').allInnerTexts()
    await page.getByRole('button', { name: '我已保存' }).click()
    await agent.desk.waitFor()
    await (await openOwn()).getByText('商家要求所有人使用，不能关闭。').waitFor()
    await page.keyboard.press('Escape')

    await safety.getByRole('switch', { name: '所有人都要使用两步验证' }).uncheck()
    await safety.getByRole('button', { name: '保存' }).click()
    await expect.poll(() => safety.getByRole('button', { name: '保存' }).isDisabled()).toBe(true)
    const leaving = await openOwn()
    await leaving.locator('.dialog-foot').getByRole('button', { name: '关闭' }).click()
    await leaving.getByLabel('现在的密码').fill(password)
    await leaving.getByLabel('验证码').fill(last)
    await leaving.locator('.dialog-foot').getByRole('button', { name: '关闭' }).click()
    await page.getByText('两步验证已关闭。').waitFor()
  },
)
