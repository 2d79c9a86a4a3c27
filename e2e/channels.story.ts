import { expect } from 'vitest'
import { deskOrigin, openShop } from './stage/shop'
import { story } from './stage/story'

story('the administrator sets a channel up; a visitor agrees before his first word', async (stage) => {
  const boss = await stage.agent('yunshan:admin')
  const { page } = boss
  await page.getByRole('link', { name: '管理中心' }).click()
  await page.getByRole('link', { name: '渠道设置' }).click()
  await page.getByRole('button', { name: '添加渠道' }).click()
  const adding = page.getByRole('dialog', { name: '添加渠道' })
  await adding.getByLabel('名称').fill('小程序商城')
  await adding.getByRole('button', { name: '添加渠道' }).click()
  await adding.waitFor({ state: 'hidden' })
  const form = page.getByRole('form', { name: '小程序商城' })
  await form.getByLabel('主题色').fill('#ffcc00')
  await form.getByText('白字对比度 1.5 : 1', { exact: false }).waitFor()
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByRole('alert').getByText('这个颜色上的白字看不清').waitFor()
  await form.getByLabel('主题色').fill('#7a3e1d')
  await form.getByRole('textbox', { name: '公告' }).fill('春节期间 10 点上班')
  await form.getByRole('textbox', { name: '欢迎语' }).fill('小程序里欢迎您')
  await form.getByRole('checkbox', { name: /首次发言或留言前须同意隐私说明/ }).check()
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByRole('alert').getByText('请填写简体的隐私说明').waitFor()
  await form.getByRole('textbox', { name: '隐私说明' }).fill('我们只为答复您而保存对话。')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByRole('status').getByText('已保存').waitFor()
  await form.getByText('现在是第 1 版', { exact: false }).waitFor()

  // What stands there after a reload is what was saved.
  await page.reload()
  expect(await form.getByRole('textbox', { name: '公告' }).inputValue()).toBe('春节期间 10 点上班')
  const code = await page.locator('code').first().innerText()
  const channelKey = /data-channel="([\w-]+)"/.exec(code)?.[1] ?? ''
  const link = page.getByRole('link', { name: new RegExp(`/chat/${channelKey}$`) })
  expect(await link.getAttribute('href')).toBe(`${stage.product.origin}/chat/${channelKey}`)
  await page.getByRole('button', { name: '生成密钥' }).click()
  const secret = page.locator('section', { hasText: '会员身份' }).locator('code')
  const first = await secret.innerText()
  expect(first).toMatch(/^[\w-]{43}$/)
  await page.getByRole('button', { name: '更换密钥' }).click()
  await page.getByRole('dialog', { name: '更换密钥' }).getByRole('button', { name: '生成新密钥' }).click()
  await expect.poll(() => secret.innerText()).not.toBe(first)
  await page.getByText('上一个密钥到', { exact: false }).waitFor()

  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey })
  try {
    const visitor = await stage.visitor(shop.url())
    await visitor.launcher.click()
    const agree = visitor.panel.getByRole('button', { name: '同意并继续' })
    await agree.waitFor()
    await visitor.panel.getByText('我们只为答复您而保存对话。').waitFor()
    await visitor.panel.getByText('春节期间 10 点上班').waitFor()
    expect(await visitor.input.count()).toBe(0)
    await agree.click()
    await visitor.says('可以了吗')
    await boss.page.getByRole('link', { name: '接待', exact: true }).click()
    await boss.startWork()
    await boss.accepts()
    await boss.hears('可以了吗')
    await boss.page.getByText(/第 1 版，.*同意/).waitFor()
    // Asked once: the next conversation begins with the input.
    await visitor.ends()
    await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
    await visitor.input.waitFor()
    expect(await agree.count()).toBe(0)
    await visitor.says('又来了')
  } finally {
    await shop.stop()
  }
})
