import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Notes in the data folder where browsers reach this process, for programs that are started beside it
 * (`npm run demo:visitors`); the result takes the note away. What a kill leaves behind, the next start replaces.
 */
export function noteAddress(dataDir: string, publicUrl: string): () => Promise<void> {
  const path = join(dataDir, 'address')
  writeFileSync(path, `${publicUrl}\n`)
  return async () => rmSync(path, { force: true })
}
