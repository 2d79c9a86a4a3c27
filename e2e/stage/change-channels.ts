import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface StoredChannel {
  readonly id: string
  readonly version: number
  readonly settings: { readonly consent: { readonly required: boolean; readonly text: unknown } }
}

/** What the page of a channel decides, for all of a merchant's, by its door. */
export async function changeChannels(page: Page, change: object): Promise<void> {
  const { request } = page
  const { origin } = new URL(page.url())
  const listed = (await (await request.get(`${origin}/api/channels`)).json()) as { channels: StoredChannel[] }
  for (const { id, version, settings } of listed.channels) {
    const { required, text } = settings.consent
    const data = { version, settings: { ...settings, consent: { required, text }, ...change } }
    const headers = { 'idempotency-key': crypto.randomUUID(), origin }
    expect((await request.put(`${origin}/api/channels/${id}`, { data, headers })).status()).toBe(200)
  }
}
