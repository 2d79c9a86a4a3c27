import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { changeChannels } from './stage/change-channels'
import { managing, saves, turnTo } from './stage/managing'
import { deskOrigin, openShop } from './stage/shop'
import type { Stage } from './stage/stage'
import { story } from './stage/story'
import { openStrictShop } from './stage/strict-shop'

story(
  'RTE-11: an administrator makes a group, says who serves it, removes it when it is empty, and changes settings that hold at once',
  async (stage) => {
    await stage.hires('qinghe:xiaoman')
    const { page } = await managing(stage, '分组')
    await makesAndRemovesAGroup(page)
    await turnTo(page, '接待设置')
    await settingsHoldAtOnce(stage, page)
  },
)

/** The administrator makes a group, says who serves it, and removes it when it is empty. */
async function makesAndRemovesAGroup(page: Page): Promise<void> {
  const rowOf = (name: RegExp) => page.getByRole('table').getByRole('row', { name })
  await page.getByRole('button', { name: '新建分组' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('茶饮咨询')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.getByText('已有同名的分组。').waitFor()
  await dialog.getByLabel('名称').fill('茶具')
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(/茶具.*还没有客服/).waitFor()
  await page.getByRole('button', { name: '客服：茶具' }).click()
  await dialog.getByLabel('小满').check()
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(/茶具.*小满/).waitFor()
  await page.getByRole('button', { name: '改名：茶具' }).click()
  await dialog.getByLabel('名称').fill('茶具配件')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByLabel('清和茶舍商城的默认分组').selectOption('茶具配件')
  await rowOf(/茶具配件.*清和茶舍商城/).waitFor()
  await page.getByRole('button', { name: '删除：茶具配件' }).click()
  await dialog.getByRole('button', { name: '删除' }).click()
  await dialog.getByText('还不能删除：1位客服、1个默认渠道。').waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
  await page.getByLabel('清和茶舍商城的默认分组').selectOption('茶饮咨询')
  await rowOf(/茶饮咨询.*清和茶舍商城/).waitFor()
  await page.getByRole('button', { name: '客服：茶具配件' }).click()
  await dialog.getByLabel('小满').uncheck()
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(/茶具配件.*还没有客服/).waitFor()
  await page.getByRole('button', { name: '删除：茶具配件' }).click()
  await dialog.getByRole('button', { name: '删除' }).click()
  await page.getByText('「茶具配件」已删除。').waitFor()
  await rowOf(/茶具配件/).waitFor({ state: 'detached' })
}

/** Settings of the merchant hold at once, for who is connected too. */
async function settingsHoldAtOnce(stage: Stage, page: Page): Promise<void> {
  const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
  try {
    const automatic = page.getByRole('switch', { name: '自动分配对话' })
    await automatic.uncheck()
    await page.getByLabel('多久以内算熟客').fill('0')
    await page.getByText('请填1到365的整数。').waitFor()
    await page.getByLabel('多久以内算熟客').fill('30')
    await saves(page)

    const xiaoman = await stage.agent('qinghe:xiaoman')
    await xiaoman.startWork()
    const visitor = await stage.visitor(shop.url)
    await visitor.openPanel()
    const notice = visitor.panel.getByText('为更快答复您，客服可能看到正在输入的内容')
    await notice.waitFor()
    await xiaoman.acceptButton.and(xiaoman.page.getByRole('button', { name: /排队 1$/ })).waitFor()
    expect(await xiaoman.others.count()).toBe(0)
    await automatic.check()
    await saves(page)
    await visitor.panel.getByText('正在为您服务').waitFor()
    await xiaoman.turnsToOther()

    // 消息预知 off: the notice goes without a reload, and what is typed is not shown any more; on again, both come back.
    await changeChannels(page, { draftPreview: false })
    await notice.waitFor({ state: 'detached' })
    await visitor.writes('这个价格')
    await xiaoman.page.getByText('正在输入').first().waitFor()
    expect(await xiaoman.page.getByText('这个价格').count()).toBe(0)
    await changeChannels(page, { draftPreview: true })
    await notice.waitFor()
    await visitor.writes('这个价格能不能')
    await xiaoman.page.getByTitle('这个价格能不能', { exact: true }).waitFor()

    // A second administrator's change does not go under.
    await page.reload()
    await page.getByLabel('多久以内算熟客').waitFor()
    expect(await page.getByLabel('多久以内算熟客').inputValue()).toBe('30')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByLabel('多久以内算熟客').fill('7')
    await page.getByLabel('多久以内算熟客').fill('14')
    await saves(page)
    await other.getByRole('button', { name: /保存$/ }).click()
    await other.getByText('别人刚改过这里。你的修改还没有保存。').waitFor()
    await other.getByRole('button', { name: '看新的内容' }).click()
    expect(await other.getByLabel('多久以内算熟客').inputValue()).toBe('14')
  } finally {
    await shop.stop()
  }
}

story(
  'CHN-01: an administrator sets a channel up by a preview of the widget and loses nothing by turning away; a visitor agrees before his first word',
  async (stage) => {
    const boss = await managing(stage, '渠道设置', 'yunshan:admin')
    await asksBeforeLeaving(boss.page)
    await setsAChannelUp(stage, boss)
  },
)

/** Whoever turns away from a channel with something unsaved is asked, and loses nothing by staying. */
async function asksBeforeLeaving(page: Page): Promise<void> {
  const before = await page.getByRole('textbox', { name: '公告' }).inputValue()
  await page.getByRole('button', { name: '添加渠道' }).click()
  const adding = page.getByRole('dialog', { name: '添加渠道' })
  await adding.getByLabel('名称').fill('公众号')
  await adding.getByRole('button', { name: '添加渠道' }).click()
  await page.getByRole('form', { name: '公众号' }).waitFor()
  const notice = page.getByRole('textbox', { name: '公告' })
  await notice.fill('初八开工')
  const question = page.getByRole('dialog', { name: '有修改还没有保存' })
  await page.getByRole('navigation', { name: '渠道设置' }).getByRole('button').first().click()
  await question.getByRole('button', { name: '继续编辑' }).click()
  await question.waitFor({ state: 'hidden' })
  expect(await notice.inputValue()).toBe('初八开工')
  await page.getByRole('link', { name: '接待设置' }).click()
  await question.press('Escape')
  expect(await notice.inputValue()).toBe('初八开工')
  await page.getByRole('link', { name: '接待设置' }).click()
  await question.getByRole('button', { name: '不保存，离开' }).click()
  await page.getByRole('heading', { name: '接待设置' }).waitFor()
  await page.getByRole('link', { name: '渠道设置' }).click()
  expect(await page.getByRole('textbox', { name: '公告' }).inputValue()).toBe(before)
}

const colorOf = (element: Locator): Promise<string> =>
  element.evaluate((drawn) => {
    const { getComputedStyle: styleOf } = globalThis as unknown as {
      getComputedStyle(one: object): { backgroundColor: string }
    }
    return styleOf(drawn).backgroundColor
  })

/** The widget beside the form shows what is typed before it is saved, and asks the server for nothing. */
async function followsInThePreview(page: Page): Promise<void> {
  const preview = page.frameLocator('iframe[title="实时预览"]')
  const panel = preview.frameLocator('iframe')
  const asked: string[] = []
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname
    if (request.frame() !== page.mainFrame() && !/^\/(widget|avatars)\//.test(path)) asked.push(path)
  })
  await panel.getByText('小程序里欢迎您').waitFor()
  await panel.getByText('春节期间 10 点上班').waitFor()
  expect(await colorOf(panel.locator('header'))).toBe('rgb(122, 62, 29)')
  // Who types in the form is not interrupted by the widget's own wish for the focus.
  expect(await page.evaluate<string>('document.activeElement.tagName')).not.toBe('IFRAME')
  await panel.getByPlaceholder('请输入消息').fill('有人吗')
  await panel.getByRole('button', { name: '发送', exact: true }).click()
  await panel.locator('.msg.me').getByText('有人吗').waitFor()
  await panel.getByRole('button', { name: '收起' }).click()
  const launcher = preview.getByRole('button', { name: '联系客服' })
  expect(await colorOf(launcher)).toBe('rgb(122, 62, 29)')
  await page.getByText('服务时间外', { exact: true }).click()
  await launcher.click()
  await panel.getByRole('heading', { name: '给我们留言' }).waitFor()
  await page.getByRole('complementary', { name: '实时预览' }).getByText('English', { exact: true }).click()
  await panel.getByRole('heading', { name: 'Leave a message' }).waitFor()
  expect(asked).toEqual([])
}

async function setsAChannelUp(stage: Stage, boss: Agent): Promise<void> {
  const { page } = boss
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
  await followsInThePreview(page)
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
    // What was saved is what the preview showed.
    await visitor.panel.getByText('小程序里欢迎您').waitFor()
    expect(await colorOf(visitor.panel.locator('header'))).toBe('rgb(122, 62, 29)')
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
}
