import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { root, run } from './run.mjs'

const folder = mkdtempSync(join(tmpdir(), 'lint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const breaches = `
async function save(): Promise<number> { return 1 }
export function floating() { save() }
export function loose(x: any) { return x }
export function sure(x: string | undefined) { return x!.length }
export const misused = () => [1].forEach(async () => { await save() })
export async function always() { if (save()) return 1; return 2 }
`

it('reports what the compiler lets pass, with the types of the project', async () => {
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'tsconfig.base.json'])
    copyFileSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'domain/src'), { recursive: true })
  writeFileSync(join(folder, 'domain/src/breaches.ts'), breaches)
  const entry = join(root, 'node_modules/oxlint/bin/oxlint')
  const args = [entry, '--deny-warnings', '--format', 'unix', 'domain']
  const { code, output } = await run(process.execPath, args, { cwd: folder, quiet: true })
  expect(code).toBe(1)
  for (const rule of ['no-floating-promises', 'no-explicit-any', 'no-non-null-assertion', 'no-misused-promises']) {
    expect(output).toContain(rule)
  }
})
