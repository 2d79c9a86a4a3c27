import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Goes on with Tab until the focus is there, as a person would who sees where it is. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = () => target.evaluate((element) => element.matches(':focus'))
  for (let presses = 0; presses < 40; presses += 1) {
    if (await isThere()) return
    await page.keyboard.press(key)
  }
  throw new Error(`40 times ${key} did not lead to ${target.toString()}`)
}

/** Waits until the focus is there. */
export async function hasFocus(target: Locator): Promise<void> {
  await target.waitFor()
  const isThere = () => target.evaluate((element) => element.matches(':focus'))
  await expect.poll(isThere).toBe(true)
}
