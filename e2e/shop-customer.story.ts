import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { deskOrigin, openShop } from './stage/shop'
import { story } from './stage/story'
import { Visitor } from './stage/visitor'

/** What the administrator's browser may ask, asked by it: the first channel's new secret. */
async function drawSecret(console: Page): Promise<string> {
  return console.evaluate<string>(`(async () => {
    const { channels } = await (await fetch('/api/channels')).json()
    const path = '/api/channels/' + channels[0].id + '/secret'
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    await fetch(path, { method: 'POST', headers, body: '{"endPrevious":false}' })
    return (await (await fetch(path)).json()).secret
  })()`)
}

const zhou = { id: 'm-1001', name: '周杉' }

story('VIS-01: a signed-in customer of the shop is himself on every device, until he signs out', async (stage) => {
  const boss = await stage.agent('qinghe:admin')
  const secret = await drawSecret(boss.page)
  const { channelKey } = await stage.merchant('qinghe')
  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey, secret })
  try {
    // He asks before he signs in; two tabs are open.
    const phone = await stage.visitor(shop.url())
    await phone.openPanel()
    await phone.says('有会员价吗')
    const tab = new Visitor(await phone.context.newPage(), phone.context)
    await tab.page.goto(shop.url())
    await tab.openPanel()
    await tab.hears('有会员价吗')
    await boss.startWork()
    await boss.accepts()
    await boss.hears('有会员价吗')
    expect(await boss.page.getByText('会员', { exact: true }).count()).toBe(0)

    await phone.page.goto(shop.url(zhou))
    await phone.openPanel()
    await phone.hears('有会员价吗')
    await phone.says('我登录了')
    await boss.hears('我登录了')
    await boss.page.getByRole('heading', { name: '周杉' }).first().waitFor()
    await boss.page.getByText('会员', { exact: true }).first().waitFor()
    // The other tab has heard who he is.
    await tab.hears('我登录了')
    await tab.says('这边也是我')
    await phone.hears('这边也是我')

    // What the shop says of him stands beside what staff wrote down; a new name there is one here, while one looks.
    await boss.page.getByRole('heading', { name: '商城资料' }).waitFor()
    await boss.page.getByText(zhou.id, { exact: true }).waitFor()
    await tab.page.goto(shop.url({ ...zhou, name: '周珊' }))
    await boss.page.getByRole('heading', { name: '周珊' }).first().waitFor()
    await tab.page.goto(shop.url(zhou))
    await boss.page.getByRole('heading', { name: '周杉' }).first().waitFor()

    const desk = await stage.visitor(shop.url(zhou))
    await desk.openPanel()
    await desk.hears('这边也是我')
    await boss.says('周先生，会员九折')
    await desk.hears('周先生，会员九折')

    // Somebody else sits down at the same computer; then nobody is signed in.
    await desk.page.goto(shop.url({ id: 'm-1002', name: '吴桐' }))
    await desk.openPanel()
    await desk.hears('您好，这里是清和茶舍，想喝点什么茶？')
    expect(await desk.said('周先生，会员九折').count()).toBe(0)
    await phone.page.goto(shop.url())
    await phone.openPanel()
    await phone.hears('您好，这里是清和茶舍，想喝点什么茶？')
    expect(await phone.said('周先生，会员九折').count()).toBe(0)
    expect(await phone.page.evaluate('Object.keys(localStorage).filter((key) => key.endsWith(":sub"))')).toEqual([])
  } finally {
    await shop.stop()
  }
})

story('the script of the shop opens, hears and survives its own mistakes', async (stage) => {
  const { channelKey } = await stage.merchant('qinghe')
  const script = `
    window.heard = []
    for (const name of ['ready', 'open', 'close', 'unread', 'message', 'conversationStarted', 'conversationEnded', 'identityRefused'])
      Keqiao('on', name, (detail) => heard.push(detail === undefined ? name : name + ' ' + (detail.code || typeof detail)))
    Keqiao('on', 'open', () => { window.onerror = () => true; throw new Error('a mistake of the shop') })
    Keqiao('identify', { token: 'a.eyJzdWIiOiJ4In0.c' })`
  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey, script })
  try {
    const visitor = await stage.visitor(shop.url())
    const heard = () => visitor.page.evaluate('heard')
    await expect.poll(heard).toEqual(['ready'])
    const call = (name: string) => visitor.page.evaluate(`Keqiao('${name}')`)
    await call('toggle')
    await visitor.input.waitFor()
    await visitor.says('在吗')
    await expect
      .poll(heard)
      .toEqual(['ready', 'open', 'identityRefused identity_not_set_up', 'conversationStarted object'])
    await call('close')
    const agent = await stage.agent('qinghe:xiaoman')
    await agent.startWork()
    await agent.accepts()
    await agent.says('在的')
    await expect.poll(heard).toContain('unread number')
    await expect.poll(heard).toContain('message object')
    await call('open')
    await visitor.hears('在的')
    await visitor.ends()
    await expect.poll(heard).toContain('conversationEnded object')
  } finally {
    await shop.stop()
  }
})
