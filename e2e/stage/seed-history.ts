import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ProductFacts } from './running-product'

/** A past of ten days, by the command that anybody types. */
export async function seedHistory({ programs, dataDir, origin }: ProductFacts, merchant: string): Promise<void> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: new URL(origin).port }
  const args = ['--merchant', merchant, '--conversations', '200', '--days', '10', '--seed', 'story']
  await promisify(execFile)(process.execPath, [join(programs, 'seed-history.js'), ...args], { env })
}
