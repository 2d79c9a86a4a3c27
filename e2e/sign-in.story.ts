import { expect } from 'vitest'
import { story } from './stage/story'

story('a wrong password is refused in words, and after sign-out the desk is closed', async (stage) => {
  const agent = await stage.atSignIn('yunshan:baihe')
  const complaint = agent.page.getByRole('alert')
  await agent.page.getByRole('button', { name: '登录', exact: true }).click()
  await complaint.getByText('请输入账号，写法是「商家编码:账号」。').waitFor()
  await agent.page.getByLabel('账号', { exact: true }).fill('baihe')
  await agent.page.getByRole('button', { name: '登录', exact: true }).click()
  await complaint.getByText('账号前面还缺商家编码，写法是「商家编码:账号」。').waitFor()
  await agent.signIn('not-the-password')
  await complaint.getByText('账号或密码不对，请检查后再试。').waitFor()
  await agent.signIn()
  await agent.desk.waitFor()
  await agent.page.getByText('云杉家居旗舰店', { exact: true }).waitFor()

  await agent.page.getByRole('button', { name: '我的设置' }).click()
  await agent.page.getByRole('menuitem', { name: '退出系统' }).click()
  await agent.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await agent.page.goBack()
  await agent.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await agent.page.goto(`${stage.product.origin}/console/desk`)
  await agent.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  expect(await agent.desk.count()).toBe(0)
})

story('whoever guesses is slowed down, the right password included; a colleague is not', async (stage) => {
  // An account no other story signs in with: it stays throttled for a quarter of an hour.
  const guesser = await stage.atSignIn('yunshan:chenmo')
  const throttled = guesser.page.getByRole('alert').getByText(/^错误次数太多，请\d+(秒|分钟)后再试。$/)
  const failed = guesser.page.getByRole('alert').getByText('账号或密码不对，请检查后再试。')
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await Promise.all([guesser.page.waitForResponse('**/api/session'), guesser.signIn(`guess-${attempt}`)])
    await failed.waitFor()
  }
  await guesser.signIn('guess-9')
  await throttled.waitFor()
  await Promise.all([guesser.page.waitForResponse('**/api/session'), guesser.signIn()])
  await throttled.waitFor()
  expect(await guesser.desk.count()).toBe(0)
  await stage.agent('yunshan:baihe')
})

story(
  'ACC-07, ACC-08: the account is remembered, the password never; reset forgets; automatic sign-in lasts until it is revoked',
  async (stage) => {
    const agent = await stage.atSignIn('yunshan:fangzhou')
    const { page, context, account } = agent
    const login = page.getByLabel('账号', { exact: true })
    await page.getByRole('button', { name: '忘记密码' }).click()
    await page.getByText(/^请商家管理员在/).waitFor()
    await page.getByText('服务正常').waitFor()
    await page.getByLabel('记住账号').check()
    await agent.signIn()
    await agent.desk.waitFor()
    const kept = JSON.stringify(await page.evaluate('({ ...localStorage })'))
    expect(kept).toContain(account.login)
    expect(kept).not.toContain(account.password)
    // Without 自动登录 the session is this browser's: it goes with it.
    expect((await context.cookies()).find(({ name }) => name.includes('session'))?.expires).toBe(-1)

    const signsOut = async () => {
      await page.getByRole('button', { name: '我的设置' }).click()
      await page.getByRole('menuitem', { name: '退出系统' }).click()
      await login.waitFor()
    }
    await signsOut()
    expect([await login.inputValue(), await page.getByLabel('密码', { exact: true }).inputValue()]).toEqual([
      account.login,
      '',
    ])
    await page.getByRole('button', { name: '重置' }).click()
    expect([await login.inputValue(), await page.getByLabel('记住账号').isChecked()]).toEqual(['', false])
    await page.reload()
    expect(await login.inputValue()).toBe('')

    await page.getByLabel('自动登录').check()
    await agent.signIn()
    await agent.desk.waitFor()
    const cookie = (await context.cookies()).find(({ name }) => name.includes('session'))
    expect((cookie?.expires ?? 0) - Date.now() / 1_000).toBeGreaterThan(29 * 86_400)
    expect([cookie?.httpOnly, JSON.stringify(cookie).includes(account.password)]).toEqual([true, false])
    // Revoked elsewhere, it is worth nothing.
    const another = await stage.agent('yunshan:fangzhou')
    await another.page.getByRole('button', { name: '我的设置' }).click()
    await another.page.getByRole('menuitem', { name: '登录设备' }).click()
    await another.page.getByRole('button', { name: '退出所有设备' }).click()
    await login.waitFor()
  },
)
