import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from 'playwright-core'
import { hostRules } from './shop'

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * `whole` has windows, a profile and whatever belongs to a desktop. The `shell` is the same engine without them, and costs a
 * fourth for each page that is opened.
 */
export type BrowserKind = 'whole' | 'shell'

/** The browser that was asked for; where its shell is not installed beside it, the whole one stands in. */
function programOf(kind: BrowserKind): string {
  const { CHROMIUM_PATH, CHROMIUM } = process.env
  const whole = CHROMIUM_PATH ?? CHROMIUM ?? usualPlaces.find((path) => existsSync(path))
  if (!whole) throw new Error('no Chromium was found: install one, or set CHROMIUM_PATH')
  const shell = `${whole}-headless-shell`
  return kind === 'shell' && existsSync(shell) ? shell : whole
}

/** How the stories start a browser: the system's own, and one that asks nobody in the network for anything. */
export function launchOptions(kind: BrowserKind): LaunchOptions {
  return {
    executablePath: programOf(kind),
    headless: true,
    // Without a language the browser cannot write down the Chinese names of files.
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    timeout: 120_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      hostRules,
      // As every browser with windows does by itself: a frame of another site is a process of its own.
      '--site-per-process',
      // As browsers will be: no cookie and no storage for a frame of another site. The whole one alone heeds it.
      '--test-third-party-cookie-phaseout',
    ],
  }
}

/** One browser for all stories; each person in them gets a profile of his own. */
export const startBrowser = (kind: BrowserKind = 'shell') => chromium.launchServer(launchOptions(kind))
