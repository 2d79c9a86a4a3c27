import { expect } from 'vitest'
import { findings } from './stage/axe'
import { story } from './stage/story'

story(
  'CON-16, CON-17, CON-18, MGT-12, MGT-13, VIS-07: knowledge is written, found beside a dialogue, inserted, and read by the public',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin')
    const { page } = boss
    const { code } = await stage.merchant('yunshan')
    await page.goto(`${stage.product.origin}/console/manage/knowledge`)
    await page.getByText('还没有知识').waitFor()

    await page.getByRole('button', { name: '分类', exact: true }).click()
    const tree = page.getByRole('dialog', { name: '分类' })
    await tree.getByLabel('分类名称', { exact: true }).fill('售后')
    await tree.getByRole('button', { name: '新增分类' }).click()
    await tree.getByLabel('分类名称 售后').waitFor()
    await tree.getByRole('button', { name: '关闭' }).click()

    await page.getByRole('button', { name: '新增知识' }).first().click()
    const form = page.getByRole('dialog', { name: '新增知识' })
    await form.getByLabel('问题', { exact: true }).fill('可以七天无理由退货吗')
    await form.getByLabel('分类').selectOption({ label: '售后' })
    await form.getByLabel(/^关键字/).fill('退货，无理由')
    await form.getByLabel(/^答案/).fill('签收七天内，没有安装的可以退。')
    await form.getByLabel(/^公开（/).check()
    await form.getByLabel(/^帮助中心正文/).fill('## 怎么退\n\n1. 申请售后')
    await form.getByRole('button', { name: '预览' }).click()
    await form.getByRole('heading', { name: '怎么退' }).waitFor()
    await form.getByRole('button', { name: '保存' }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByRole('row', { name: /可以七天无理由退货吗.*售后/ }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    // Beside a dialogue: the keywords of what he said, one press of 查询, one click into the input.
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('拆了包装还能退货吗？')
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    await agent.hears('拆了包装还能退货吗？')
    await agent.page.getByRole('tab', { name: '知识库' }).click()
    const helper = agent.page.getByRole('tabpanel')
    await helper.getByRole('switch').click()
    const box = helper.getByRole('searchbox')
    await expect.poll(() => box.inputValue()).toBe('退货')
    await helper.getByRole('button', { name: '查询' }).click()
    const hit = helper.getByRole('button', { name: /可以七天无理由退货吗/ })
    await hit.waitFor()
    expect(await hit.locator('mark').first().textContent()).toBe('退货')
    expect(await findings(agent.page.mainFrame())).toEqual([])
    await agent.input.fill('您好，')
    await hit.click()
    await expect.poll(() => agent.input.textContent()).toBe('您好，签收七天内，没有安装的可以退。')
    expect(await agent.said('您好，签收七天内，没有安装的可以退。').count()).toBe(0)
    await agent.input.press('Enter')
    await visitor.hears('您好，签收七天内，没有安装的可以退。')
    // By keys, and by 拼音.
    await box.fill('tuihuo')
    await box.press('Enter')
    await hit.waitFor()
    await box.press('ArrowDown')
    await agent.page.keyboard.press('Enter')
    await expect.poll(() => agent.input.textContent()).toBe('签收七天内，没有安装的可以退。')

    // The public reads it, and no more once it is 停用.
    await page.goto(`${stage.product.origin}/help/${code}`)
    await page.getByRole('link', { name: '可以七天无理由退货吗' }).click()
    await page.getByRole('heading', { name: '怎么退' }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    const article = page.url()
    await page.goto(`${stage.product.origin}/console/manage/knowledge`)
    await page.getByRole('switch', { name: /可以七天无理由退货吗/ }).click()
    await expect.poll(async () => (await fetch(article)).status).toBe(404)
  },
)
