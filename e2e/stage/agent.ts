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

  /** 接待工作台 is there. */
  get desk(): Locator {
    return this.page.getByRole('complementary', { name: '对话' })
  }

  get startButton(): Locator {
    return this.page.getByRole('button', { name: '开始接待' })
  }

  get acceptButton(): Locator {
    return this.page.getByRole('button', { name: /^接收对话/ })
  }

  /** Everybody begins at 离开. */
  async startWork(): Promise<void> {
    await this.startButton.click()
    await this.page.getByRole('button', { name: '我的状态: 在线' }).waitFor()
  }

  /** Takes whoever has been waiting longest. */
  async accepts(): Promise<void> {
    await this.acceptButton.click()
    await this.input.waitFor()
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
    await this.page
      .getByRole('button', { name: /^从列表里清除访客/ })
      .first()
      .click()
  }

  async ends(): Promise<void> {
    await this.page.getByRole('button', { name: '结束', exact: true }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
  }
}
