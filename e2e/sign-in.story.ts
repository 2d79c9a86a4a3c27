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
  await agent.page.getByRole('menuitem', { name: '退出登录' }).click()
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
