import type { BrowserContext, Frame, FrameLocator, Locator, Page } from 'playwright-core'

/** A visitor of a shop, by what he sees and does. */
export class Visitor {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    /** He came to the chat page of a channel, where the panel is not a frame in something else. */
    private readonly isChatPage = false,
  ) {}

  /** The launcher at the corner of the shop's page. */
  get launcher(): Locator {
    return this.page.getByRole('button', { name: '联系客服' })
  }

  /** The panel's frame, which is a page of another site. */
  get panel(): Page | FrameLocator {
    return this.isChatPage ? this.page : this.page.frameLocator('keqiao-widget iframe')
  }

  /** The frame itself, for what a locator cannot do. */
  async frame(): Promise<Frame> {
    if (this.isChatPage) return this.page.mainFrame()
    const element = await this.page.locator('keqiao-widget iframe').elementHandle()
    const frame = await element?.contentFrame()
    if (!frame) throw new Error('the panel has no frame')
    return frame
  }

  get input(): Locator {
    return this.panel.getByRole('textbox', { name: '消息' })
  }

  async openPanel(): Promise<void> {
    await this.launcher.click()
    await this.input.waitFor()
  }

  get thread(): Locator {
    return this.panel.getByRole('group', { name: '消息' })
  }

  /** What was said, by anybody; the lines between the messages count too. */
  said(text: string): Locator {
    return this.thread.getByText(text, { exact: true })
  }

  async writes(text: string): Promise<void> {
    await this.input.fill(text)
  }

  async says(text: string): Promise<void> {
    await this.writes(text)
    await this.input.press('Enter')
    await this.said(text).waitFor()
  }

  async hears(text: string): Promise<void> {
    await this.said(text).waitFor()
  }

  /** The question before the end is answered with yes. */
  async ends(): Promise<void> {
    await this.panel.getByLabel('更多').click()
    await this.panel.locator('details').getByRole('button', { name: '结束对话' }).click()
    await this.panel.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
  }
}
