import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { codeOf } from './stage/authenticator'
import { findings } from './stage/axe'
import { story } from './stage/story'

async function shownKey(place: Locator): Promise<string> {
  await place.locator('.second-step-picture svg').waitFor()
  return (await place.locator('.second-step-letters').innerText()).replaceAll(' ', '')
}

async function choose(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: /我的设置$/ }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

async function openOwn(page: Page): Promise<Locator> {
  await choose(page, '两步验证')
  return page.getByRole('dialog', { name: '两步验证' })
}

/** What stands in the window after `button`: password and code, sent by that button. */
async function prove(dialog: Locator, button: string, password: string, code: string): Promise<void> {
  await dialog.getByLabel('现在的密码').fill(password)
  await dialog.getByLabel('验证码').fill(code)
  await dialog.locator('.dialog-foot').getByRole('button', { name: button }).click()
}

async function enter(page: Page, code: string): Promise<void> {
  const step = page.getByRole('form', { name: '两步验证' })
  await step.getByLabel('验证码').fill(code)
  await step.getByRole('button', { name: '登录' }).click()
}

const recoveryCodes = (page: Page) => page.getByRole('list', { name: '恢复码' }).getByRole('listitem')

story(
  'SEC-01: a member sets up a second step, signs in with it, renews his recovery codes and turns it off',
  async (stage) => {
    await stage.hires('yunshan:anqing')
    const agent = await stage.agent('yunshan:anqing')
    const { page } = agent
    const { password } = agent.account

    const dialog = await openOwn(page)
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
    await expect.poll(() => recoveryCodes(page).count()).toBe(10)
    const [atTheDoor = '', inside = ''] = await recoveryCodes(page).allInnerTexts()
    await dialog.getByRole('button', { name: '我已保存' }).click()

    await choose(page, '退出系统')
    await agent.signIn()
    await enter(page, '123456')
    await page.getByText(/^验证码不对/).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await enter(page, codeOf(key, 1))
    await agent.desk.waitFor()
    await choose(page, '退出系统')
    await agent.signIn()
    await enter(page, atTheDoor)
    await agent.desk.waitFor()

    const held = await openOwn(page)
    await held.getByText('还有9个恢复码可用。').waitFor()
    await held.getByRole('button', { name: '生成新的恢复码' }).click()
    await prove(held, '生成新的恢复码', password, atTheDoor)
    await held.getByText(/^验证码不对/).waitFor()
    await prove(held, '生成新的恢复码', password, inside)
    await expect.poll(() => recoveryCodes(page).count()).toBe(10)
    const [renewed = ''] = await recoveryCodes(page).allInnerTexts()
    await held.getByRole('button', { name: '我已保存' }).click()

    const leaving = await openOwn(page)
    await leaving.locator('.dialog-foot').getByRole('button', { name: '关闭' }).click()
    await prove(leaving, '关闭', password, renewed)
    await page.getByText('两步验证已关闭。').waitFor()
    await choose(page, '退出系统')
    await agent.signIn()
    await agent.desk.waitFor()
  },
)

story(
  'SEC-01: an administrator demands a second step of everybody, and takes it from who lost his device',
  async (stage) => {
    await stage.hires('yunshan:anqing')
    const boss = await stage.agent('yunshan:admin')
    await boss.page.getByRole('link', { name: '管理中心' }).click()
    await boss.page.getByRole('link', { name: '登录与账号同步' }).click()
    const safety = boss.page.getByRole('form', { name: '登录安全' })
    await safety.getByRole('switch', { name: '所有人都要使用两步验证' }).check()
    await safety.getByRole('button', { name: '保存' }).click()
    await boss.page.getByText('已保存，马上生效。').waitFor()
    expect(await findings(boss.page.mainFrame())).toEqual([])

    const agent = await stage.atSignIn('yunshan:anqing')
    const { page } = agent
    await agent.signIn()
    const first = await shownKey(page.locator('.sign-in-form'))
    await enter(page, codeOf(first))
    await recoveryCodes(page).first().waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await page.getByRole('button', { name: '我已保存' }).click()
    await agent.desk.waitFor()
    await (await openOwn(page)).getByText('商家要求所有人使用，不能关闭。').waitFor()
    await page.keyboard.press('Escape')

    await boss.page.getByRole('link', { name: '客服信息管理' }).click()
    await boss.page.getByRole('button', { name: /^解除两步验证：/ }).click()
    await boss.page.getByRole('dialog').getByRole('button', { name: '解除两步验证' }).click()
    await expect.poll(() => boss.page.getByRole('button', { name: /^解除两步验证：/ }).count()).toBe(0)

    await choose(page, '退出系统')
    await agent.signIn()
    expect(await shownKey(page.locator('.sign-in-form'))).not.toBe(first)
  },
)
