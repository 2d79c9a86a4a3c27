import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { atEnd } from '../process/clean-up'

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's browser; null where there is none. `CHROMIUM_PATH` names another. */
export function findChromium(): string | null {
  const { CHROMIUM_PATH } = process.env
  return CHROMIUM_PATH ?? usualPlaces.find((path) => existsSync(path)) ?? null
}

/** Starts it; it goes with this process. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium was found: install one, or set CHROMIUM_PATH')
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    timeout: 120_000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  })
  atEnd(() => browser.close())
  return browser
}

/** A profile that is signed in already. `cookie` is a Cookie header. */
export async function signedIn(browser: Browser, origin: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1_440, height: 900 } })
  context.setDefaultTimeout(60_000)
  const cookies = cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin }
  })
  await context.addCookies(cookies)
  return context
}
