import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { Agent, type Account } from './agent'
import { castMerchant, type CastMerchant, type Casting } from './casting'
import { watchFaults, type FaultWatch } from './fault-watch'
import type { DemoMerchant, ProductFacts } from './running-product'
import { openShopFront, type ShopFront } from './shop-front'
import { Visitor } from './visitor'

/** Of one step. Long, since the stories share their machine; a story that goes well never waits for it. */
const stepMs = 60_000

/** Most people of the stories want no motion: what moves is drawn again and again, and nobody looks at it. */
const anybody = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' } as const

interface Person {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly watch: FaultWatch
}

/** What a stage is built with. */
export interface StageParts {
  /** Of the browser that shows it. */
  readonly browser: string
  readonly product: ProductFacts
  /** Null: the demo's own merchants play, so nobody else may at the same time. */
  readonly casting: Casting | null
}

/**
 * Where a story is played: a product, a browser, and the people who come in. Its merchants are like those of the demo and
 * are called like them by the story, yet they are its own: nothing that another story left behind is in its way.
 */
export class Stage {
  private readonly people: Person[] = []
  private readonly cast = new Map<string, Promise<CastMerchant>>()

  private shopFront: ShopFront | null = null

  private constructor(
    private readonly browser: Browser,
    readonly product: ProductFacts,
    private readonly casting: Casting | null,
  ) {}

  static async open({ browser, product, casting }: StageParts): Promise<Stage> {
    const stage = new Stage(await chromium.connect(browser, { timeout: stepMs }), product, casting)
    if (casting)
      stage.shopFront = await openShopFront(product, async () => (await stage.merchant('yunshan')).channelKey)
    return stage
  }

  /** The front page of the demo shop, on another site than the product. */
  get demoShop(): string {
    return this.shopFront?.url ?? this.product.demoShop
  }

  /** @param like its code in the demo */
  async merchant(like: string): Promise<DemoMerchant> {
    return (await this.castOf(like)).merchant
  }

  private castOf(like: string): Promise<CastMerchant> {
    const merchant = this.cast.get(like) ?? this.findMerchant(like)
    this.cast.set(like, merchant)
    return merchant
  }

  private async findMerchant(code: string): Promise<CastMerchant> {
    if (this.casting) return castMerchant(this.casting, code)
    const merchant = this.product.merchants.find((one) => one.code === code)
    if (!merchant) throw new Error(`the demo has no merchant ${code}`)
    return {
      merchant,
      async hire(account) {
        const found = merchant.accounts.find(({ login }) => login.endsWith(`:${account}`))
        if (!found) throw new Error(`the demo has no account ${code}:${account}`)
        return found
      },
    }
  }

  /** @param like his sign-in name in the demo */
  private async account(like: string): Promise<Account> {
    const [code = '', account = ''] = like.split(':')
    return (await this.castOf(code)).hire(account)
  }

  /** Colleagues who are to be seen in a list and need not come: whoever opens the console is hired by that. */
  async hires(...logins: readonly string[]): Promise<void> {
    await Promise.all(logins.map((login) => this.account(login)))
  }

  /** Somebody opens a shop's page in a new browser. */
  async visitor(shop = this.demoShop, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { page, context } = await this.person('visitor', { viewport: { width: 1100, height: 760 }, ...options })
    await page.goto(shop)
    return new Visitor(page, context)
  }

  /** Somebody follows a link to the chat page of a merchant's channel. */
  async chatPage(code: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const { page, context } = await this.person('visitor', { viewport: { width: 1100, height: 760 }, ...options })
    await page.goto(`${this.product.origin}/chat/${(await this.merchant(code)).channelKey}`)
    return new Visitor(page, context, true)
  }

  /** Somebody opens the console in a new browser; nobody is signed in yet. */
  async atSignIn(login: string, options: BrowserContextOptions = {}): Promise<Agent> {
    const { page, context } = await this.person(login, { viewport: { width: 1280, height: 800 }, ...options })
    await page.goto(`${this.product.origin}/console/`)
    return new Agent(page, context, await this.account(login))
  }

  /** Somebody who has signed in, at 离开. He did not type: how that is done is told where signing in is the story. */
  async agent(login: string, options: BrowserContextOptions = {}): Promise<Agent> {
    const { page, context } = await this.person(login, { viewport: { width: 1280, height: 800 }, ...options })
    const agent = new Agent(page, context, await this.account(login))
    await agent.signInByDoor(this.product.origin)
    await page.goto(`${this.product.origin}/console/`)
    await agent.startButton.waitFor()
    return agent
  }

  private async person(name: string, options: BrowserContextOptions): Promise<Person> {
    const context = await this.browser.newContext({ ...anybody, ...options })
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

  async close(): Promise<void> {
    await this.browser.close()
    await this.shopFront?.stop()
  }
}
