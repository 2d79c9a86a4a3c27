import { readFileSync } from 'node:fs'
import { permissions } from '@keqiao/domain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { events, internalEvents, publicEvents } from './index'

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8')
const shapeOf = (data: z.ZodType) =>
  z.toJSONSchema(data, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, unknown> }

describe('what leaves the house', () => {
  it('is decided for each event of the log: public by a shape of its own, or internal for a reason', () => {
    const sources = Object.values(publicEvents).flatMap(({ source }) => (source === null ? [] : [source as string]))
    expect(new Set(sources).size).toBe(sources.length)
    expect([...sources, ...Object.keys(internalEvents)].toSorted()).toEqual(Object.keys(events).toSorted())
    expect(Object.values(internalEvents).filter((reason) => reason.length < 5)).toEqual([])
  })

  it.each(Object.entries(publicEvents))('%s may be read by whoever subscribes to it', (type, { permission }) => {
    if (type === 'webhook.test') expect(permission).toBeNull()
    else expect(permissions).toContain(permission)
  })

  it.each(Object.entries(publicEvents))('%s stands in docs/webhooks.md with each of its fields', (type, event) => {
    const section = page.split(/^### /m).find((part) => part.startsWith(`\`${type}\`\n`)) ?? ''
    expect(section).toContain(event.summary)
    for (const name of Object.keys(shapeOf(event.data).properties)) expect(section).toContain(`| \`${name}\` |`)
  })

  it('docs/webhooks.md names no type that does not exist', () => {
    const named = [...page.matchAll(/^### `([\w.]+)`$/gm)].map((match) => match[1])
    expect(new Set(named)).toEqual(new Set(Object.keys(publicEvents)))
  })

  it('keeps the shapes that were released: a new field is added to the file, nothing in it changes', async () => {
    const shapes = Object.fromEntries(Object.entries(publicEvents).map(([type, { data }]) => [type, shapeOf(data)]))
    // Ids have one pattern, which says nothing more than their format.
    const text = JSON.stringify(shapes, (key, value: unknown) => (key === 'pattern' ? undefined : value), 1)
    await expect(`${text}\n`).toMatchFileSnapshot('./public-events.shapes.txt')
  })
})
