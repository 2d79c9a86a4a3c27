import { expect } from 'vitest'
import { story } from './stage/story'

story('ORD-01, PSL-01, CON-19, VIS-09: what is looked at and what was ordered goes over as cards', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.launcher.waitFor()
  await visitor.page.goto(new URL('table.html', stage.demoShop).href)
  await visitor.openPanel()
  await visitor.says('这张桌子有现货吗？')
  const panel = await visitor.frame()
  const bar = panel.getByRole('region', { name: '您正在看' })
  await bar.getByText('「北岸」白橡木餐桌').waitFor()
  await bar.locator('img').waitFor()
  await bar.getByRole('button', { name: '发送商品' }).click()
  await panel.getByRole('link', { name: '商品 「北岸」白橡木餐桌' }).waitFor()
  await bar.getByRole('button', { name: '发送订单' }).click()
  await bar.getByRole('button', { name: '发送订单YS20260517' }).click()
  await panel.getByRole('link', { name: '订单 YS20260517' }).waitFor()
  await panel.getByText('¥6,980').first().waitFor()

  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.page.getByText('[订单] YS20260517').first().waitFor()
  await agent.accepts()
  const { page } = agent
  const log = page.locator('.thread')
  const product = log.getByRole('article', { name: '商品 「北岸」白橡木餐桌' })
  await product.getByText('¥3,299').waitFor()
  // What a page says is not what the shop has signed.
  await log.getByRole('article', { name: '订单 YS20260517' }).getByText('顾客页面提供').waitFor()
  const drawn = await product.locator('img').evaluate((image: { naturalWidth: number }) => image.naturalWidth)
  expect(drawn).toBeGreaterThan(0)
  const customer = page.getByRole('tabpanel', { name: '顾客信息' })
  await customer.locator('.visit-product img').waitFor()
  await customer.getByRole('article', { name: '订单 YS20260533' }).waitFor()

  await page.getByRole('button', { name: '发送商品' }).click()
  const dialog = page.getByRole('dialog', { name: '发送商品' })
  await dialog.getByRole('article', { name: '商品 「北岸」白橡木餐桌' }).waitFor()
  await dialog.getByLabel('商品名称').fill('「汀步」弯背餐椅')
  await dialog.getByLabel('链接').fill('javascript:alert(1)')
  await dialog.getByLabel('价格').fill('¥1,180')
  await dialog.locator('form').getByRole('button', { name: '发送', exact: true }).click()
  await dialog.getByText('链接要以 http:// 或 https:// 开头。').waitFor()
  await dialog.getByLabel('链接').fill('https://shop.example/chair.html')
  await dialog.locator('form').getByRole('button', { name: '发送', exact: true }).click()
  await panel.getByRole('link', { name: '商品 「汀步」弯背餐椅' }).waitFor()
  await page.getByRole('button', { name: '发送订单' }).click()
  await page.getByRole('button', { name: '发送 YS20260482' }).click()
  await panel.getByRole('link', { name: '订单 YS20260482' }).waitFor()
})

story(
  'VIS-07, CON-18: what is public comes before a person, and answers go over as they were written',
  async (stage) => {
    const boss = await stage.agent('qinghe:admin')
    await boss.page.evaluate(`(async () => {
    const headers = () => ({ 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() })
    const { channels } = await (await fetch('/api/channels')).json()
    const { id, version, settings } = channels[0]
    const { version: _version, ...consent } = settings.consent
    const body = JSON.stringify({ version, settings: { ...settings, consent, faq: { shown: true, categoryId: null } } })
    const changed = await fetch('/api/channels/' + id, { method: 'PUT', headers: headers(), body })
    if (!changed.ok) throw new Error(await changed.text())
    const content = {
      question: '白毫银针怎么泡', public: true, keywords: ['银针'],
      answer: { text: '水温85度，先少后多。', spans: [{ offset: 0, length: 5, mark: 'bold' }] },
    }
    const made = await fetch('/api/knowledge/entries', { method: 'POST', headers: headers(), body: JSON.stringify({ content }) })
    if (!made.ok) throw new Error(await made.text())
  })()`)
    const visitor = await stage.chatPage('qinghe')
    const { page } = visitor
    await page.getByRole('heading', { name: '常见问题' }).waitFor()
    await page.getByRole('searchbox', { name: '搜索问题' }).fill('银针怎么泡')
    await page.getByRole('button', { name: '白毫银针怎么泡' }).click()
    await page.getByText('水温85度').waitFor()
    await page.getByRole('button', { name: '有帮助' }).click()
    await page.getByText('谢谢您的反馈').waitFor()
    expect(await page.getByRole('link', { name: '帮助中心' }).getAttribute('href')).toMatch(/^\/help\//)
    // Nobody waits for a person before he wants one.
    await boss.startWork()
    expect(await boss.page.locator('.dialogue-row').count()).toBe(0)
    await page.getByRole('button', { name: '联系人工客服' }).click()
    await visitor.says('您好')
    await boss.accepts()
    await boss.hears('您好')
    await visitor.writes('银针')
    // What he writes and has not sent is looked up by a click.
    await boss.page.getByRole('button', { name: '银针', exact: true }).click()
    const tab = boss.page.getByRole('tabpanel', { name: '知识库' })
    await tab.getByRole('button', { name: /白毫银针怎么泡/ }).click()
    await boss.input.getByText('水温85度').waitFor()
    await boss.page.getByRole('button', { name: '发送', exact: true }).click()
    const bold = page.getByText('水温85度', { exact: true })
    await bold.waitFor()
    expect(await bold.getAttribute('style')).toContain('font-weight: 700')
  },
)
