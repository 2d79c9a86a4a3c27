import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import { openIdentityProvider, type IdentityProvider } from './stage/identity-provider'
import { story } from './stage/story'

async function setUpProvider(page: Page, provider: IdentityProvider): Promise<void> {
  const form = page.locator('form.account-form')
  await form.getByRole('switch', { name: '启用单点登录' }).check()
  await form.getByLabel('按钮名称').fill('商家后台')
  await form.getByLabel('身份服务地址（issuer）').fill(provider.issuer)
  await form.getByLabel('客户端编号（client id）').fill(provider.client.id)
  await form.getByLabel('客户端密钥（client secret）').fill('not the secret')
  await form.getByRole('button', { name: '测试连接' }).click()
  await form.getByText('身份服务不认识这个客户端，或密钥不对。').waitFor()
  await form.getByLabel('客户端密钥（client secret）').fill(provider.client.secret)
  await form.getByRole('button', { name: '测试连接' }).click()
  await form.getByText('身份服务可用，客户端编号和密钥正确。').waitFor()
  await form.getByRole('button', { name: /保存$/ }).click()
  await page.getByText('已保存，马上生效。').first().waitFor()
}

/** Makes a token, and reads it off the one window that shows it. */
async function makeToken(page: Page): Promise<string> {
  await page.getByText('还没有令牌').waitFor()
  await page.getByRole('button', { name: '生成令牌' }).click()
  const shown = page.getByRole('dialog', { name: '令牌已生成' })
  const token = await shown.locator('code').textContent()
  await shown.getByRole('button', { name: '我已复制' }).click()
  await page.getByRole('row', { name: new RegExp(`…${token?.slice(-4)}`) }).waitFor()
  expect(await page.getByText(token ?? '').count()).toBe(0)
  return token ?? ''
}

story(
  'ACC-02, ACC-04: accounts come from the back office, their people sign in at its provider, and who is removed there is out at once',
  async (stage) => {
    const { origin } = stage.product
    const { code } = await stage.merchant('qinghe')
    const provider = await openIdentityProvider(`${origin}/api/sso/callback`)
    try {
      const { page } = await stage.agent('qinghe:admin')
      await page.getByRole('link', { name: '管理中心' }).click()
      await page.getByRole('link', { name: '登录与账号同步' }).click()
      await setUpProvider(page, provider)
      const token = await makeToken(page)
      expect(await findings(page.mainFrame())).toEqual([])

      const scim = async (method: string, path: string, body: object) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
        const response = await fetch(`${origin}/scim/v2${path}`, { method, headers, body: JSON.stringify(body) })
        expect(response.ok).toBe(true)
        return (await response.json()) as { id: string }
      }
      const who = { userName: 'lu.jia@qinghe.example', externalId: 'lu-jia-1', displayName: '陆佳' }
      const { id } = await scim('POST', '/Users', who)
      await page.getByRole('link', { name: '客服信息管理' }).click()
      await page.getByRole('row', { name: /陆佳.*后台同步.*lu\.jia/ }).waitFor()

      // He has no password: the page of his merchant leads him to the provider and back.
      const agent = await stage.atSignIn('qinghe:xiaoman')
      const signIn = `${origin}/console/sign-in/${code}`
      const enter = async () => {
        await agent.page.goto(signIn)
        await agent.page.getByRole('link', { name: '用商家后台登录' }).click()
      }
      await enter()
      await agent.page.getByPlaceholder('Enter any login').fill(who.externalId)
      await agent.page.getByPlaceholder('and password').fill('whatever he has there')
      await agent.page.getByRole('button', { name: 'Sign-in' }).click()
      await agent.page.getByRole('button', { name: 'Continue' }).click()
      await agent.startWork()
      const visitor = await stage.chatPage('qinghe')
      await visitor.says('龙井还有货吗')
      await agent.accepts()
      await agent.says('有的，今天就能发。')
      await visitor.hears('有的，今天就能发。')

      const began = performance.now()
      await scim('PATCH', `/Users/${id}`, { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] })
      await agent.page.getByText('登录已失效，请重新登录。').waitFor()
      // A second on a quiet machine; the stories share theirs.
      expect(performance.now() - began).toBeLessThan(5_000)
      await enter()
      await agent.page.getByText('您的客服账号已停用。').waitFor()
      await agent.page.getByText('member_disabled').waitFor()
      await agent.page.getByRole('link', { name: '返回登录页' }).click()
      await agent.page.getByRole('link', { name: '用商家后台登录' }).waitFor()
    } finally {
      await provider.stop()
    }
  },
)
