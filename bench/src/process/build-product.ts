import { fileURLToPath } from 'node:url'
import { mustRun } from './run-program'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Builds what is stale, as `npm start` does: what is measured is what the sources say. */
export async function buildProduct(): Promise<void> {
  await mustRun(process.execPath, ['tools/build.mjs'], { cwd: root })
}
