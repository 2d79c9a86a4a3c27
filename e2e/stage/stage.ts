import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { Agent, type Account } from './agent'
import { watchFaults, type FaultWatch } from './fault-watch'
import type { DemoMerchant, ProductFacts } from './running-product'
import { Visitor } from './visitor'

/** Of one step. Long, since the stories share their machine; a story that goes well never waits for it. */
const stepMs = 60_000

interface Person {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly watch: FaultWatch
}

/** Where a story is played: a product, a browser, and the people who come in. */
export class Stage {
  private readonly people: Person[] = []

  private constructor(
    private readonly browser: Browser,
    readonly product: ProductFacts,
  ) {}

  static async open(wsEndpoint: string, product: ProductFacts): Promise<Stage> {
    return new Stage(await chromium.connect(wsEndpoint, { timeout: stepMs }), product)
  }

  merchant(code: string): DemoMerchant {
    const merchant = this.product.merchants.find((one) => one.code === code)
    if (!merchant) throw new Error(`the demo has no merchant ${code}`)
    return merchant
  }

  account(login: string): Account {
    const accounts = this.product.merchants.flatMap((merchant) => merchant.accounts)
    const account = accounts.find((one) => one.login === login)
    if (!account) throw new Error(`the demo has no account ${login}`)
    return account
  }

  /** Somebody opens a shop's page in a new browser. */
  async visitor(shop = this.product.demoShop, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { page, context } = await this.person('visitor', { viewport: { width: 1100, height: 760 }, ...options })
    await page.goto(shop)
    return new Visitor(page, context)
  }

  /** Somebody follows a link to the chat page of a merchant's channel. */
  async chatPage(code: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { page, context } = await this.person('visitor', { viewport: { width: 1100, height: 760 }, ...options })
    await page.goto(`${this.product.origin}/chat/${this.merchant(code).channelKey}`)
    return new Visitor(page, context, true)
  }

  /** Somebody opens the console in a new browser; nobody is signed in yet. */
  async atSignIn(login: string, options: BrowserContextOptions = {}): Promise<Agent> {
    const { page, context } = await this.person(login, { viewport: { width: 1280, height: 800 }, ...options })
    await page.goto(`${this.product.origin}/console/`)
    return new Agent(page, context, this.account(login))
  }

  /** Somebody who has signed in, at 离开. */
  async agent(login: string, options: BrowserContextOptions = {}): Promise<Agent> {
    const agent = await this.atSignIn(login, options)
    await agent.signIn()
    await agent.startButton.waitFor()
    return agent
  }

  private async person(name: string, options: BrowserContextOptions): Promise<Person> {
    const context = await this.browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
    context.setDefaultTimeout(stepMs)
    const watch = await watchFaults(context, name)
    const person = { name, context, watch, page: await context.newPage() }
    this.people.push(person)
    return person
  }

  /** The server will go away for a while; what follows from that is no fault. */
  allowOutage(): void {
    for (const { watch } of this.people) watch.allowOutage()
  }

  /** What happened on any screen that must never happen. */
  faults(): string[] {
    return this.people.flatMap(({ watch }) => watch.faults)
  }

  /** Keeps what everybody saw last, and says where. */
  async keepEvidence(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'keqiao-story-'))
    for (const [index, { name, page, watch }] of this.people.entries()) {
      const file = join(folder, `${index + 1}-${name.replace(/\W/g, '-')}`)
      await page.screenshot({ path: `${file}.png`, timeout: 20_000 }).catch(() => undefined)
      await writeFile(`${file}.txt`, `${page.url()}\n${[...watch.faults, ...watch.said].join('\n')}\n`)
    }
    return folder
  }

  /**
   * Everybody leaves: what visitors left open is closed, so that nobody of the next story waits behind them, and agents
   * go to 离开, which they would only be 15 seconds after their last socket.
   */
  async close(): Promise<void> {
    const leave = (person: Person) => this.closeConversationOf(person.page).then(() => this.goAway(person.context))
    await Promise.allSettled(this.people.map(leave))
    await this.browser.close()
  }

  /** An agent ends what he still holds, whoever's it is, and goes to 离开. */
  private async goAway(context: BrowserContext): Promise<void> {
    const { origin } = this.product
    if ((await context.cookies(origin)).length === 0) return
    const headersOf = () => ({ origin, 'idempotency-key': crypto.randomUUID() })
    await context.request.put(`${origin}/api/desk/presence`, { headers: headersOf(), data: { status: 'away' } })
    const answer = await context.request.get(`${origin}/api/desk`)
    if (!answer.ok()) return
    const { own } = (await answer.json()) as { own: readonly { id: string }[] }
    for (const { id } of own) {
      await context.request.post(`${origin}/api/conversations/${id}/close`, { headers: headersOf(), data: {} })
    }
  }

  /** Of every channel that the page has talked to. */
  private async closeConversationOf(page: Page): Promise<void> {
    const kept = await page.evaluate<Record<string, string>>('({ ...localStorage })')
    for (const [key, token] of Object.entries(kept)) {
      const channel = /^(keqiao:.*):token$/.exec(key)?.[1]
      const id = channel && kept[`${channel}:conversation`]
      if (!id) continue
      await fetch(`${this.product.origin}/api/conversations/${id}/close`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
      })
    }
  }
}
