import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { launchOptions } from './stage/browser'
import { openForeignShop } from './stage/foreign-shop'
import { hostilePages } from './stage/hostile-pages'
import { deskOrigin, openShop } from './stage/shop'
import type { Stage } from './stage/stage'
import { story } from './stage/story'
import { openStrictShop } from './stage/strict-shop'
import { Visitor } from './stage/visitor'

/** On one page: opens, sends, receives, closes again, and leaves. */
async function talks(visitor: Visitor, agent: Agent, path: string): Promise<void> {
  await visitor.openPanel()
  await visitor.says(`从${path}来问`)
  // By what he asked: another story may have left a visitor behind who cannot be closed any more.
  await agent.desk.getByText(`从${path}来问`).first().click()
  await agent.hears(`从${path}来问`)
  await agent.says(`答${path}`)
  await visitor.hears(`答${path}`)
  const box = await visitor.page.locator('keqiao-widget iframe').boundingBox()
  expect([path, box?.width, box?.height]).toEqual([path, 380, 620])
  await visitor.panel.getByRole('button', { name: '收起' }).click()
  await visitor.launcher.waitFor()
  await visitor.launcher.click()
  await visitor.ends()
  await visitor.hears('您结束了对话')
}

async function onPages(stage: Stage, agent: Agent, paths: readonly string[], host?: string): Promise<void> {
  const shop = await openForeignShop(hostilePages(stage.product.origin, (await stage.merchant('qinghe')).channelKey))
  try {
    for (const path of paths) await talks(await stage.visitor(shop.url(path, host)), agent, path)
  } finally {
    await shop.stop()
  }
}

story('on pages that are hostile or careless there is one working widget', async (stage) => {
  const agent = await stage.agent('qinghe:xiaoman')
  await agent.startWork()
  // No style of the page reaches it, and nothing of the page lies above it.
  await onPages(stage, agent, ['/style', '/covered', '/rtl', '/quirks'])
  // It needs two sources of the page’s policy, and lives with trusted types and isolation.
  await onPages(stage, agent, ['/csp', '/isolated', '/base'])
  // The page patches the language, embeds the loader twice, or relaxes its origin.
  await onPages(stage, agent, ['/patched', '/twice', '/domain'], 'shop.tea.localhost')
})

story('a page that draws its whole document anew keeps the widget, and its conversation', async (stage) => {
  const shop = await openForeignShop(hostilePages(stage.product.origin, (await stage.merchant('qinghe')).channelKey))
  const visitor = await stage.visitor(shop.url('/redrawn'))
  await visitor.openPanel()
  await visitor.says('还在吗？')
  expect(await visitor.page.locator('keqiao-widget').count()).toBe(1)
  await visitor.page.getByRole('button', { name: 'redraw' }).click()
  await visitor.hears('还在吗？')
  await visitor.says('还在。')
  expect(await visitor.page.locator('keqiao-widget').count()).toBe(1)
  await shop.stop()
})

/** Why a page may not use its localStorage; empty: it may. */
const storageError = '(() => { try { return localStorage.length, "" } catch (error) { return error.name } })()'

story(
  'on a shop of another site, without third-party cookies, a visitor keeps his conversation',
  async (stage) => {
    const { channelKey } = await stage.merchant('qinghe')
    const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey })
    try {
      const first = await stage.visitor(shop.url())
      await first.openPanel()
      await first.says('有春茶吗')
      const frame = await first.frame()
      // The browser gives a frame of another site neither a cookie nor a storage; what is kept is the shop's.
      expect(new URL(frame.url()).hostname).toBe('desk.test')
      expect(await frame.evaluate(storageError)).toBe('SecurityError')
      expect(await first.page.evaluate(storageError)).toBe('')
      expect(await frame.evaluate('document.cookie')).toBe('')

      await first.page.reload()
      await first.openPanel()
      await first.hears('有春茶吗')

      const second = new Visitor(await first.context.newPage(), first.context)
      await second.page.goto(shop.url())
      await second.openPanel()
      await second.hears('有春茶吗')
      await second.says('要明前的')
      await first.hears('要明前的')
      await first.says('二两就够')
      await second.hears('二两就够')

      await first.page.close()
      await second.page.close()
      const later = new Visitor(await first.context.newPage(), first.context)
      await later.page.goto(shop.url())
      await later.openPanel()
      await later.hears('二两就够')
    } finally {
      await shop.stop()
    }
  },
  { browser: 'whole' },
)

story('where the browser stores nothing at all, a conversation lives as long as the page', async (stage) => {
  const { channelKey } = await stage.merchant('qinghe')
  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey })
  const profile = await mkdtemp(join(tmpdir(), 'keqiao-profile-'))
  // As somebody who blocks all site data in his settings.
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
  await mkdir(join(profile, 'Default'))
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked))
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions('whole'), locale: 'zh-CN' })
  try {
    const visitor = new Visitor(await context.newPage(), context)
    await visitor.page.goto(shop.url())
    expect(await visitor.page.evaluate(storageError)).toBe('SecurityError')
    await visitor.openPanel()
    await visitor.says('这里也能问吗')
    await visitor.page.keyboard.press('Escape')
    await visitor.openPanel()
    await visitor.hears('这里也能问吗')
  } finally {
    await context.close()
    await shop.stop()
    await rm(profile, { recursive: true, force: true })
  }
})

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

story('ACC-01: two merchants side by side see nothing of each other', async (stage) => {
  const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
  try {
    const furniture = await stage.visitor()
    const tea = await stage.visitor(shop.url)
    await furniture.openPanel()
    await tea.openPanel()
    await tea.panel.getByText('您好，这里是清和茶舍，想喝点什么茶？').waitFor()
    await furniture.says('云杉的暗号是青松')
    await tea.says('清和的暗号是碧螺')

    // Each sees one waiting visitor, his own merchant's.
    const anqing = await stage.agent('yunshan:anqing')
    const xiaoman = await stage.agent('qinghe:xiaoman')
    for (const agent of [anqing, xiaoman]) {
      await agent.startWork('忙碌')
      await agent.page.getByRole('button', { name: '接收对话 排队 1' }).waitFor()
      await agent.accepts()
    }
    await anqing.hears('云杉的暗号是青松')
    await xiaoman.hears('清和的暗号是碧螺')
    await anqing.says('云杉收到')
    await xiaoman.says('清和收到')
    await furniture.hears('云杉收到')
    await tea.hears('清和收到')

    for (const locator of [anqing.page.locator('body'), furniture.panel.locator('body')])
      expect(await locator.innerText()).not.toMatch(/清和|碧螺/)
    for (const locator of [xiaoman.page.locator('body'), tea.panel.locator('body')])
      expect(await locator.innerText()).not.toMatch(/云杉|青松/)

    // Somebody passes the address of a conversation on to the other merchant.
    await xiaoman.page.goto(anqing.page.url())
    await xiaoman.page.getByText('没有这个对话，或者你不能查看。').waitFor()
    expect(await xiaoman.page.locator('body').innerText()).not.toMatch(/云杉|青松/)
  } finally {
    await shop.stop()
  }
})
