/** The agent's console in a real browser, and what can be measured of it from inside. */
import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'

/** Main thread and heap of the page, as the browser counts them. */
export interface PageState {
  readonly at: number
  /** Seconds of the main thread. */
  readonly busy: number
  readonly script: number
  /** After a garbage collection. */
  readonly heapBytes: number
}

/** Frames while something was measured. */
export interface Frames {
  /** Gaps between two frames, in milliseconds. */
  readonly gaps: readonly number[]
  /** From a key to the frame that shows it, in milliseconds. */
  readonly keys: readonly number[]
}

/** See the head of this file. */
export class BenchedDesk {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Opens the desk and waits until it shows these dialogues. */
  static async open(page: Page, origin: string, ids: readonly string[]): Promise<BenchedDesk> {
    await page.goto(`${origin}/console/desk`)
    const everyRow = `${JSON.stringify(ids)}.every((id) => document.querySelector('.dialogue-row a[href$="' + id + '"]'))`
    await until(page, everyRow)
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    await page.evaluate(watch)
    return new BenchedDesk(page, session)
  }

  async state(): Promise<PageState> {
    await this.session.send('HeapProfiler.collectGarbage')
    const [{ metrics }, { usedSize }] = await Promise.all([
      this.session.send('Performance.getMetrics'),
      this.session.send('Runtime.getHeapUsage'),
    ])
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
    return {
      at: value('Timestamp'),
      busy: value('TaskDuration'),
      script: value('ScriptDuration'),
      heapBytes: usedSize,
    }
  }

  /** Turns to a dialogue; milliseconds from the click until its messages are painted. */
  turnTo(conversationId: string): Promise<number> {
    return this.page.evaluate<number>(`window.bench.turnTo(${JSON.stringify(conversationId)})`)
  }

  watchFrames(): Promise<void> {
    return this.page.evaluate<void>('window.bench.watchFrames()')
  }

  frames(): Promise<Frames> {
    return this.page.evaluate<Frames>('window.bench.frames()')
  }

  /** Types for a while as a person does, by real keys; returns what was typed. */
  async type(durationMs: number, keyEveryMs: number): Promise<string> {
    await this.page.locator('.composer-text').focus()
    let typed = ''
    for (const endsAt = performance.now() + durationMs; performance.now() < endsAt;) {
      const key = String.fromCharCode(97 + (typed.length % 26))
      const nextAt = performance.now() + keyEveryMs
      await this.page.keyboard.press(key)
      typed += key
      await wait(Math.max(0, nextAt - performance.now()))
    }
    return typed
  }

  /** What stands in the composer. */
  written(): Promise<string> {
    return this.page.locator('.composer-text').innerText()
  }

  /** Waits until the open dialogue's panel counts so many messages of the visitor. */
  async counts(visitorMessageCount: number): Promise<void> {
    await until(
      this.page,
      `document.querySelector('.visitor-panel')?.textContent.includes('顾客 ${visitorMessageCount} ·') ?? false`,
    )
  }
}

/** Waits for an expression of the page. The page's policy forbids it to evaluate texts by itself. */
async function until(page: Page, expression: string): Promise<void> {
  for (let leftMs = patienceMs; leftMs > 0; leftMs -= lookEveryMs) {
    if (await page.evaluate<boolean>(expression)) return
    await wait(lookEveryMs)
  }
  throw new Error(`it never came about: ${expression.slice(0, 200)}`)
}

const patienceMs = 60_000
const lookEveryMs = 100

/** Runs in the page. */
const watch = `(() => {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const gaps = [], keys = []
  let watching = false
  let last = 0
  const frame = (now) => {
    if (!watching) return
    if (last > 0) gaps.push(now - last)
    last = now
    requestAnimationFrame(frame)
  }
  addEventListener('keydown', ({ timeStamp }) => {
    if (watching) void painted().then(() => keys.push(performance.now() - timeStamp))
  }, true)
  window.bench = {
    async turnTo(id) {
      const link = document.querySelector('.dialogue-row a[href$="' + id + '"]')
      const room = link.querySelector('.dialogue-row-top .ellipsis').textContent
      const isThere = () =>
        document.querySelector('.conversation-header h2')?.textContent === room &&
        document.querySelectorAll('.thread-row .bubble').length > 3
      const startedAt = performance.now()
      link.click()
      while (!isThere()) await new Promise(requestAnimationFrame)
      await painted()
      return performance.now() - startedAt
    },
    watchFrames() {
      gaps.length = keys.length = 0
      last = 0
      watching = true
      requestAnimationFrame(frame)
    },
    frames() {
      watching = false
      return { gaps: [...gaps], keys: [...keys] }
    },
  }
})()`
