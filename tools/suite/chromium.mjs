// The browser of the stories: the system's Chromium, installed where this may be done without asking.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, mayInstall } from './apt.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const fixedPlaces = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/**
 * The browser to drive: CHROMIUM_PATH when set, else the first one found on PATH.
 * @returns {string | undefined}
 */
export function findChromium() {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined
  const onPath = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
  return [...onPath, ...fixedPlaces].find((path) => existsSync(path))
}

/**
 * Installs Debian's Chromium, its shell (the same engine without windows, which most stories are told in) and a Chinese font when we are root beside apt-get; elsewhere does nothing.
 * @returns {Promise<string | undefined>} the browser, when there is one now
 */
export async function provideChromium() {
  const found = findChromium()
  if (found || process.env.CHROMIUM_PATH || !mayInstall()) return found
  await installPackages(['chromium', 'chromium-headless-shell', 'fonts-noto-cjk'])
  return findChromium()
}
