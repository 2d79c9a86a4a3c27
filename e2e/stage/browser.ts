import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from 'playwright-core'
import { hostRules } from './shop'

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** How the stories start a browser: the system's own, and one that asks nobody in the network for anything. */
export function launchOptions(): LaunchOptions {
  const { CHROMIUM_PATH, CHROMIUM } = process.env
  const executablePath = CHROMIUM_PATH ?? CHROMIUM ?? usualPlaces.find((path) => existsSync(path))
  if (!executablePath) throw new Error('no Chromium was found: install one, or set CHROMIUM_PATH')
  return {
    executablePath,
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
      // Every story is played as browsers will be: no cookie for a frame of another site.
      '--test-third-party-cookie-phaseout',
    ],
  }
}

/** One browser for all stories; each person in them gets a profile of his own. */
export const startBrowser = () => chromium.launchServer(launchOptions())
