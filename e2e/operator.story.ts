import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import type { ProductFacts } from './stage/running-product'
import { story } from './stage/story'

const run = promisify(execFile)

/** What is typed on the server: `npm run operator -- …`. */
async function typed({ programs, dataDir, origin }: ProductFacts, ...given: string[]): Promise<string> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: new URL(origin).port }
  return (await run(process.execPath, [join(programs, 'operator.js'), ...given], { env })).stdout
}

story('the operator comes by his link, makes a merchant, and shuts one out', async (stage) => {
  const said = await typed(stage.product, 'setup-link', 'weiming')
  const link = /http\S+/.exec(said)?.[0] ?? ''
  const { page } = await stage.atSignIn('yunshan:guxi')
  const look = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
      expect(await findings(page.mainFrame())).toEqual([])
    }
  }
  await page.goto(link)
  await page.getByLabel('密码', { exact: true }).waitFor()
  await look()
  await page.getByLabel('密码', { exact: true }).fill('short')
  await page.getByLabel('再输入一次密码').fill('short')
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page
    .getByRole('alert')
    .getByText(/^密码至少/)
    .waitFor()
  for (const label of ['密码', '再输入一次密码'])
    await page.getByLabel(label, { exact: true }).fill('operator-chose-this')
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page.getByText('平台运营 weiming').waitFor()
  expect(page.url()).not.toContain('token')

  await look()
  await page.getByRole('button', { name: '新建商家' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await look()
  await dialog.getByLabel('名称').fill('竹里馆')
  await dialog.getByLabel('商家编码').fill('yunshan')
  await dialog.getByRole('button', { name: '新建商家' }).click()
  await dialog.getByText('这个编码已经有商家用了。').waitFor()
  await dialog.getByLabel('商家编码').fill('zhuliguan')
  await dialog.getByRole('button', { name: '新建商家' }).click()
  await page.getByRole('heading', { name: '竹里馆已建立' }).waitFor()
  const administratorLink = await dialog.getByText(/console\/set-up\?merchant=zhuliguan/).innerText()
  await dialog.getByRole('button', { name: '完成' }).click()
  await page.getByRole('searchbox').fill('竹里')
  await page.getByRole('row', { name: /竹里馆 zhuliguan 正常/ }).waitFor()
  await page.getByRole('row', { name: /yunshan/ }).waitFor({ state: 'detached' })

  const boss = await stage.atSignIn('yunshan:guxi')
  await boss.page.goto(administratorLink)
  await boss.page.getByLabel('昵称').fill('馆主')
  for (const label of ['密码', '再输入一次密码'])
    await boss.page.getByLabel(label, { exact: true }).fill('the-boss-chose-this')
  await boss.page.getByRole('button', { name: '建立并登录' }).click()
  await boss.startButton.waitFor()

  await page.getByRole('button', { name: '停用：竹里馆' }).click()
  await dialog.getByRole('button', { name: '停用' }).click()
  await page.getByRole('row', { name: /竹里馆 zhuliguan 已停用/ }).waitFor()
  await boss.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await page.getByRole('button', { name: '恢复：竹里馆' }).click()
  await dialog.getByRole('button', { name: '恢复' }).click()
  await page.getByRole('row', { name: /竹里馆 zhuliguan 正常/ }).waitFor()

  await page.getByText('操作记录').click()
  for (const act of ['恢复商家 zhuliguan', '停用商家 zhuliguan', '新建商家 zhuliguan'])
    await page.getByText(act).waitFor()
  await look()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录平台运营' }).waitFor()
  await page.getByLabel('平台运营').fill('weiming')
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('alert').getByText('账号或密码不对，请检查后再试。').waitFor()
  await page.goto(link)
  for (const label of ['密码', '再输入一次密码'])
    await page.getByLabel(label, { exact: true }).fill('operator-chose-this')
  await page.getByRole('button', { name: '设置并登录' }).click()
  await page
    .getByRole('alert')
    .getByText(/^链接不完整/)
    .waitFor()
})
