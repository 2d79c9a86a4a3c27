import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { DemoMerchant } from './running-product'

export type Account = DemoMerchant['accounts'][number]

/** An agent in the console, by what he sees and does. */
export class Agent {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly account: Account,
  ) {}

  async signIn(password = this.account.password): Promise<void> {
    await this.page.getByLabel('账号', { exact: true }).fill(this.account.login)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: '登录', exact: true }).click()
  }

  /** His browser has a session as soon as this resolves; the console is not open yet. */
  async signInByDoor(origin: string): Promise<void> {
    const { login, password } = this.account
    const answer = await this.context.request.post(`${origin}/api/session`, {
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
      data: { login, password, remember: false },
    })
    if (!answer.ok()) throw new Error(`${login} was not let in: ${answer.status()} ${await answer.text()}`)
  }

  /** 接待工作台 is there. */
  get desk(): Locator {
    return this.page.getByRole('complementary', { name: '对话', exact: true })
  }

  get startButton(): Locator {
    return this.page.getByRole('button', { name: '开始接待' })
  }

  get acceptButton(): Locator {
    return this.page.getByRole('button', { name: /^接收对话/ })
  }

  /** Everybody begins at 离开. 在线 is given whoever comes, 忙碌 takes them by 接收对话. */
  async startWork(status: '在线' | '忙碌' = '在线'): Promise<void> {
    if (status === '在线') await this.startButton.click()
    else {
      await this.page.getByRole('button', { name: '我的状态: 离开' }).click()
      await this.page.getByRole('menuitem', { name: /^忙碌/ }).click()
    }
    await this.page.getByRole('button', { name: `我的状态: ${status}` }).waitFor()
  }

  /** Dialogues of his that go on and are not the one before him. */
  get others(): Locator {
    return this.desk.locator('.dialogue-row[data-ended=false] > a:not([data-active])')
  }

  /** Turns to a dialogue that he was given. */
  async turnsToOther(): Promise<void> {
    await this.others.first().click()
    await this.input.waitFor()
  }

  /** Takes whoever has been waiting longest; at 在线 he was given him already and turns to him. */
  async accepts(): Promise<void> {
    const byHand = await this.page.getByRole('button', { name: '我的状态: 忙碌' }).isVisible()
    if (!byHand) return this.turnsToOther()
    await this.acceptButton.click()
    await this.input.waitFor()
  }

  /** 转移 to a colleague, or to the line of a group. */
  async transfers(kind: '转给同事' | '转到分组', name: RegExp, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: '转移', exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('tab', { name: kind }).click()
    await dialog.getByRole('radio', { name }).check()
    await dialog.getByLabel('原因（只有同事能看到）').fill(reason)
    await dialog.getByRole('button', { name: '转移', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  get thread(): Locator {
    return this.page.getByRole('log', { name: '消息' })
  }

  get input(): Locator {
    return this.page.getByRole('textbox', { name: '输入消息' })
  }

  said(text: string): Locator {
    return this.thread.getByText(text, { exact: true })
  }

  async hears(text: string): Promise<void> {
    await this.said(text).waitFor()
  }

  async says(text: string): Promise<void> {
    await this.input.fill(text)
    await this.input.press('Enter')
    await this.said(text).waitFor()
  }

  /** Of the ended dialogues the latest stands first; those of earlier stories of the day are below it. */
  async clearsLatest(): Promise<void> {
    const latest = this.desk.locator('.dialogue-row[data-ended=true]').first()
    await latest.hover()
    await latest.getByRole('button', { name: /^从列表里清除访客/ }).click()
    await this.page.getByRole('button', { name: '不填写，直接清除' }).click()
  }

  /** 对话小结单, which comes by itself when a dialogue has ended. */
  get summary(): Locator {
    return this.page.getByRole('dialog', { name: '对话小结单' })
  }

  /** He writes it another time. */
  async closesSummary(): Promise<void> {
    await this.summary.getByRole('button', { name: '关闭' }).click()
    await this.summary.waitFor({ state: 'hidden' })
  }

  async ends(): Promise<void> {
    await this.page.getByRole('button', { name: '结束', exact: true }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
    await this.closesSummary()
  }
}
