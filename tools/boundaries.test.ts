import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBoundaries, type BoundaryReport } from './boundaries'
import featureOrder from './feature-order.json'

const lastFeature = featureOrder.at(-1)

/** rule, the importing file, what it says. Every import here is forbidden, each for its own reason. */
const breaches: [rule: string, file: string, text: string][] = [
  ['layer-domain', 'domain/src/up.ts', "import { frame } from '@keqiao/contract/frames'\nexport const a = frame"],
  ['layer-contract', 'contract/src/up.ts', "import { client } from '@keqiao/client'\nexport const a = client"],
  ['layer-client', 'client/src/up.ts', "import { server } from '@keqiao/server'\nexport const a = server"],
  ['layer-server', 'server/src/up.ts', "import type { Client } from '@keqiao/client'\nexport type A = Client"],
  ['layer-console', 'console/src/up.tsx', "import { server } from '@keqiao/server'\nexport const a = server"],
  ['layer-widget', 'widget/src/up.tsx', "import { console } from '@keqiao/console'\nexport const a = console"],
  ['layer-simulation', 'simulation/src/up.ts', "import { console } from '@keqiao/console'\nexport const a = console"],
  ['layer-e2e', 'e2e/up.story.ts', "import { server } from '@keqiao/server'\nexport const a = server"],
  ['layer-bench', 'bench/src/up.ts', "import { simulation } from '@keqiao/simulation'\nexport const a = simulation"],
  ['layer-tools', 'tools/up.ts', "import { domain } from '@keqiao/domain'\nexport const a = domain"],
  [
    'feature-door',
    'server/src/features/routing/door.ts',
    "import { hidden } from '../tenant/hidden'\nexport const a = hidden",
  ],
  [
    'platform-below-features',
    'server/src/platform/up.ts',
    "import { tenant } from '../features/tenant'\nexport const a = tenant",
  ],
  ['production-without-testing', 'server/src/main.ts', "import { rows } from './testing/rows'\nexport const a = rows"],
  [
    'domain-without-libraries',
    'domain/src/node.ts',
    "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
  ],
  ['contract-with-zod-only', 'contract/src/ws.ts', "import ws from 'ws'\nexport const a = ws"],
  [
    'frames-without-schemas',
    'contract/src/frames.ts',
    "import { z } from 'zod'\nexport const frame = z\nexport type Frame = 1",
  ],
  ['client-without-libraries', 'client/src/ws.ts', "import ws from 'ws'\nexport const a = ws"],
  [
    'contract-types-only',
    'widget/src/schema.ts',
    "import { contract } from '@keqiao/contract'\nexport const a = contract",
  ],
  [
    'browser-without-node',
    'console/src/node.ts',
    "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
  ],
  ['widget-with-preact-only', 'widget/src/react.ts', "import zod from 'zod'\nexport const a = zod"],
  ['server-without-dev-packages', 'server/src/dev.ts', "import dev from 'dev-package'\nexport const a = dev"],
  [
    'sign-in-library-in-session',
    'server/src/features/member/auth.ts',
    "import auth from 'better-auth'\nexport const a = auth",
  ],
  ['driver-in-platform', 'server/src/features/member/driver.ts', "import pg from 'pg'\nexport const a = pg"],
  ['declared-packages', 'server/src/undeclared.ts', "import stray from 'undeclared-package'\nexport const a = stray"],
  ['resolvable', 'server/src/nowhere.ts', "import { a } from './not-there'\nexport const b = a"],
  ['no-runtime-cycle', 'server/src/ring.ts', "import { other } from './ring-other'\nexport const ring = () => other"],
  ...featureOrder
    .slice(0, -1)
    .map((feature): [string, string, string] => [
      `feature-order-${feature}`,
      `server/src/features/${feature}/rightwards.ts`,
      `import { last } from '../${lastFeature}'\nexport const a = last`,
    ]),
]

/** What the breaches import, and imports that look alike but are allowed. */
const surroundings: Record<string, string> = {
  'domain/src/index.ts': 'export const domain = 1\n',
  'contract/src/index.ts':
    "import { z } from 'zod'\nimport { domain } from '@keqiao/domain'\nexport const contract = [z, domain]\n",
  'client/src/index.ts':
    "import type { contract } from '@keqiao/contract'\nimport { frame } from '@keqiao/contract/frames'\nexport const client = frame\nexport type Client = typeof contract\n",
  'server/src/index.ts': "import { contract } from '@keqiao/contract'\nexport const server = contract\n",
  'server/src/testing/rows.ts': "import dev from 'dev-package'\nexport const rows = dev\n",
  'server/src/ring-other.ts': "import { ring } from './ring'\nexport const other = ring\n",
  'server/src/pair.ts': "import type { Other } from './pair-other'\nexport const pair = 1\nexport type A = Other\n",
  'server/src/pair-other.ts': "import { pair } from './pair'\nexport type Other = typeof pair\nexport const b = pair\n",
  'server/src/platform/event-log/append.ts': "import pg from 'pg'\nexport const append = pg\n",
  [`server/src/features/${lastFeature}/index.ts`]: "import { tenant } from '../tenant'\nexport const last = tenant\n",
  'server/src/features/tenant/index.ts': 'export const tenant = 1\n',
  'server/src/features/tenant/hidden.ts': 'export const hidden = 1\n',
  'server/src/features/session/sign-in.ts': "import auth from 'better-auth'\nexport const signIn = auth\n",
  'console/src/index.ts': "import { client } from '@keqiao/client'\nexport const console = client\n",
  'widget/src/index.tsx':
    "import { h } from 'preact'\nimport { client } from '@keqiao/client'\nexport const widget = [h, client]\n",
  'simulation/src/index.ts':
    "import { server } from '@keqiao/server'\nimport { client } from '@keqiao/client'\nexport const simulation = [server, client]\n",
}

const dependencies: Record<string, string[]> = {
  contract: ['zod', 'ws'],
  client: ['ws'],
  server: ['pg', 'better-auth', 'ws', 'zod'],
  widget: ['preact', 'zod'],
}
const packageNames = ['domain', 'contract', 'client', 'server', 'console', 'widget', 'simulation', 'e2e', 'bench']
const libraryNames = ['zod', 'ws', 'pg', 'better-auth', 'preact', 'dev-package', 'undeclared-package']

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function plantRepository(folder: string) {
  write(join(folder, 'package.json'), JSON.stringify({ name: 'scratch', devDependencies: { 'dev-package': '1.0.0' } }))
  for (const config of ['tsconfig.json', 'tsconfig.base.json']) copyFileSync(config, join(folder, config))
  for (const name of libraryNames) {
    write(
      join(folder, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    )
    write(join(folder, 'node_modules', name, 'index.js'), 'export default 1\n')
  }
  mkdirSync(join(folder, 'node_modules/@keqiao'), { recursive: true })
  for (const name of packageNames) {
    const versions = Object.fromEntries((dependencies[name] ?? []).map((library) => [library, '1.0.0']))
    const exportMap = { '.': './src/index.ts', './*': './src/*.ts' }
    const manifest = { name: `@keqiao/${name}`, type: 'module', exports: exportMap, dependencies: versions }
    write(join(folder, name, 'package.json'), JSON.stringify(manifest))
    symlinkSync(join(folder, name), join(folder, 'node_modules/@keqiao', name))
  }
  for (const [path, text] of Object.entries(surroundings)) write(join(folder, path), text)
}

describe('import rules', () => {
  const folders: string[] = []
  let broken: BoundaryReport
  let sound: BoundaryReport

  beforeAll(async () => {
    for (const name of ['broken', 'sound']) {
      const folder = mkdtempSync(join(tmpdir(), `boundaries-${name}-`))
      folders.push(folder)
      plantRepository(folder)
    }
    const [brokenFolder = '', soundFolder = ''] = folders
    for (const [, path, text] of breaches) write(join(brokenFolder, path), `${text}\n`)
    write(join(soundFolder, 'contract/src/frames.ts'), 'export const frame = 1\n')
    write(join(soundFolder, 'server/src/ring.ts'), 'export const ring = 1\n')
    ;[broken, sound] = await Promise.all([checkBoundaries(brokenFolder), checkBoundaries(soundFolder)])
    // Two walks over all packages: longer than ten seconds on a machine that does other things too.
  }, 120_000)

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  it.each(breaches)('%s reports %s', (rule, file) => {
    // A cycle is told once, from whichever of its files came first; its path names them all.
    const told = broken.violations.filter(({ from, to }) => from === file || to.includes(`${file} ->`))
    expect(told.map((violation) => violation.rule)).toContain(rule)
  })

  it('has a breach for every rule', () => {
    const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
    const names: string[] = config.forbidden.map((rule: { name: string }) => rule.name)
    expect(new Set(breaches.map(([rule]) => rule))).toEqual(new Set(names))
  })

  it('lets allowed imports pass, a cycle of types among them, and sees them', () => {
    expect(sound.violations).toEqual([])
    expect(sound.crossPackageCount).toBeGreaterThanOrEqual(8)
  })
})
