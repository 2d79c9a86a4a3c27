// `npm run boundaries`: dependency-cruiser with the rules of .dependency-cruiser.cjs, and a look at whether it saw anything.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, run } from './run.mjs'

const folders = ['domain', 'contract', 'client', 'server', 'console', 'widget', 'simulation', 'e2e', 'bench', 'tools']

interface CruisedModule {
  source: string
  dependencies: { resolved: string; dependencyTypes: string[] }[]
}

interface CruiseResult {
  modules: CruisedModule[]
  summary: { violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[] }
}

/** What the check found in one tree. */
export interface BoundaryReport {
  moduleCount: number
  /** Imports that lead from one of our packages into another. */
  crossPackageCount: number
  violations: { rule: string; from: string; to: string }[]
}

/** Cruises the tree at `folder` with this repository's rules. Throws when dependency-cruiser itself fails. */
export async function checkBoundaries(folder: string): Promise<BoundaryReport> {
  const present = folders.filter((name) => existsSync(join(folder, name)))
  const { code, stdout } = await run(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...present,
    ],
    { cwd: folder, quiet: true },
  )
  const result = parseResult(stdout)
  if (!result) throw new Error(`dependency-cruiser failed (exit code ${code}):\n${stdout}`)
  const packageOf = (path: string) => folders.find((name) => path.startsWith(`${name}/`))
  const own = result.modules.filter((module) => packageOf(module.source))
  return {
    moduleCount: own.length,
    crossPackageCount: own
      .flatMap((module) => module.dependencies.map((to) => [packageOf(module.source), packageOf(to.resolved)]))
      .filter(([from, to]) => to !== undefined && from !== to).length,
    violations: result.summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map(({ name }) => name).join(' -> ') : to,
    })),
  }
}

function parseResult(text: string): CruiseResult | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function main() {
  const report = await checkBoundaries(root)
  for (const { rule, from, to } of report.violations) console.error(`${rule}: ${from} -> ${to}`)
  // With a compiler it cannot use, dependency-cruiser reads nothing and still reports success.
  if (report.moduleCount === 0 || report.crossPackageCount === 0) {
    console.error(
      `dependency-cruiser saw ${report.moduleCount} modules and ${report.crossPackageCount} imports between packages`,
    )
    process.exitCode = 1
  }
  if (report.violations.length > 0) process.exitCode = 1
  console.log(
    `boundaries: ${report.moduleCount} modules, ${report.crossPackageCount} imports between packages, ${report.violations.length} violations`,
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
