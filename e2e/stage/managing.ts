import type { Page } from 'playwright-core'
import type { Agent } from './agent'
import type { Stage } from './stage'

/** An administrator at a page of 管理中心. */
export async function managing(stage: Stage, entry: string, login = 'qinghe:admin'): Promise<Agent> {
  const boss = await stage.agent(login)
  await boss.page.getByRole('link', { name: '管理中心' }).click()
  await turnTo(boss.page, entry)
  return boss
}

/** By the menu of 管理中心. */
export async function turnTo(page: Page, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: '管理中心' }).getByRole('link', { name: entry, exact: true }).click()
  await page.getByRole('heading', { name: entry, exact: true }).waitFor()
}

/** @param form its name, where a page has several */
export async function saves(page: Page, form?: string): Promise<void> {
  const within = form === undefined ? page : page.getByRole('form', { name: form })
  // In a window that is not in front, the wheel of the last saving may still stand before the word.
  await within.getByRole('button', { name: /保存$/ }).click()
  await page.getByText('已保存，马上生效。').first().waitFor()
}
