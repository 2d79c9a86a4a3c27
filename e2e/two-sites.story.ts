import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect } from 'vitest'
import { launchOptions } from './stage/browser'
import { deskOrigin, openShop } from './stage/shop'
import { story } from './stage/story'
import { Visitor } from './stage/visitor'

/** Why a page may not use its localStorage; empty: it may. */
const storageError = '(() => { try { return localStorage.length, "" } catch (error) { return error.name } })()'

story('on a shop of another site, without third-party cookies, a visitor keeps his conversation', async (stage) => {
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
})

story('where the browser stores nothing at all, a conversation lives as long as the page', async (stage) => {
  const { channelKey } = await stage.merchant('qinghe')
  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey })
  const profile = await mkdtemp(join(tmpdir(), 'keqiao-profile-'))
  // As somebody who blocks all site data in his settings.
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
  await mkdir(join(profile, 'Default'))
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked))
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions(), locale: 'zh-CN' })
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
