import { statSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../../docs/manual/images/', import.meta.url))
const mostBytes = 150_000
/** The pictures are kept with the source, and everybody fetches them with it. */
const mostBytesOfAll = 2_000_000

/** The pictures of the manual, as they are taken. */
export class Album {
  private readonly taken = new Map<string, number>()

  /** What stands in the window now, under this name. */
  async take(page: Page, name: string): Promise<void> {
    // Off the buttons: a tooltip is in nobody's picture.
    await page.mouse.move(2, 2)
    await page.getByRole('tooltip').waitFor({ state: 'hidden' })
    await mkdir(folder, { recursive: true })
    const path = join(folder, `${name}.webp`)
    await page.screenshot({ path, type: 'webp', quality: 80, animations: 'disabled' })
    const { size } = statSync(path)
    if (size > mostBytes) throw new Error(`${name} has ${size} bytes, past ${mostBytes}`)
    this.taken.set(`${name}.webp`, size)
    process.stdout.write(`${name} ${Math.round(size / 1024)} KB\n`)
  }

  /** Removes what was not taken this time. */
  async close(): Promise<void> {
    for (const file of await readdir(folder)) if (!this.taken.has(file)) await rm(join(folder, file))
    const bytes = [...this.taken.values()].reduce((sum, size) => sum + size, 0)
    if (bytes > mostBytesOfAll) throw new Error(`the pictures have ${bytes} bytes, past ${mostBytesOfAll}`)
    process.stdout.write(`${this.taken.size} pictures, ${Math.round(bytes / 1024)} KB\n`)
  }
}
