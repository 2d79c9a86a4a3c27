import { describe, expect, it } from 'vitest'
import { allRules } from './all-rules'
import { systemDoorRule } from './database'
import { wayOutRule } from './outgoing'
import { source, type Rule } from './rule'

type Files = Record<string, string>

const lines = (count: number) => 'export {}\n'.repeat(count)
const longFunction = (count: number, name = 'long') =>
  `export function ${name}() {\n${'  step()\n'.repeat(count - 2)}}\n`
const many = (count: number, file: (index: number) => [string, string]): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => file(index)))

/** Some marks are put together here, since this file is under the rules too. */
const unfinished = ['TO', 'DO'].join('')
const suppress = ['@ts', 'ignore'].join('-')

const errorTable = 'export const errors = { gone: 1, lost: refusal(404) } as const satisfies object\n'

const lazily = (page: string) => `const load = () => import('./${page}')\n`
const dressed = "import './a.css'\n"
const showsA = 'export const A = () => <p className="a" />\n'

/** The page `b` stands inside of the page `a`. */
const nestedRoutes = `const loadA = async () => (await Promise.all([import('./a'), texts()]))[0]
const loadB = () => import('./b')
const aRoute = createRoute({ getParentRoute: () => rootRoute, component: lazyRouteComponent(loadA, 'A') })
const between = createRoute({ getParentRoute: () => aRoute, path: '/between' })
const bRoute = createRoute({ getParentRoute: () => between, component: lazyRouteComponent(loadB, 'B') })
`

/** rule, files that break it, files that look alike and are sound. */
const cases: [rule: string, bad: Files, good: Files][] = [
  [
    'file-length',
    { 'server/src/a.ts': lines(401) },
    { 'server/src/a.ts': lines(400), 'contract/src/a.ts': lines(400), 'server/src/a.test.ts': lines(600) },
  ],
  ['file-length', { 'server/src/a.test.ts': lines(601) }, {}],
  [
    'file-length-p95',
    many(20, (i) => [`domain/src/a${i}.ts`, lines(i < 2 ? 300 : 10)]),
    many(20, (i) => [`domain/src/a${i}.ts`, lines(i < 1 ? 300 : 10)]),
  ],
  [
    'function-length',
    { 'domain/src/a.ts': longFunction(81) },
    { 'domain/src/a.ts': longFunction(80), 'console/src/a.tsx': longFunction(150, 'Panel') },
  ],
  [
    'function-length',
    { 'console/src/a.tsx': longFunction(151, 'Panel') },
    { 'domain/src/a.test.ts': `describe('x', () => {\n${'  it()\n'.repeat(100)}})\n` },
  ],
  ['function-length', { 'domain/src/a.test.ts': `it('x', () => {\n${'  step()\n'.repeat(100)}})\n` }, {}],
  [
    'function-length-p95',
    many(20, (i) => [`domain/src/a${i}.ts`, longFunction(i < 2 ? 60 : 5)]),
    many(20, (i) => [`domain/src/a${i}.ts`, longFunction(i < 1 ? 60 : 5)]),
  ],
  [
    'no-unfinished-mark',
    { 'domain/src/a.ts': `// ${unfinished}: later\n` },
    { 'domain/src/a.ts': `export const a = '${unfinished}'\n` },
  ],
  ['no-unfinished-mark', { 'console/src/a.tsx': `export const A = () => <p>{/* ${unfinished} */}</p>\n` }, {}],
  [
    'no-suppression',
    { 'domain/src/a.ts': `// ${suppress}\nexport const a = 1\n` },
    { 'domain/src/a.ts': '// ignores what is old\n' },
  ],
  [
    'no-focused-or-skipped-test',
    { 'domain/src/a.test.ts': "it.only('x', () => {})\n" },
    { 'domain/src/a.test.ts': "it.skipIf(!browser)('x', () => {})\n" },
  ],
  [
    'no-focused-or-skipped-test',
    { 'domain/src/a.test.ts': "describe.skip('x', () => {})\n" },
    { 'domain/src/a.test.ts': 'const only = list.only\n' },
  ],
  ['no-focused-or-skipped-test', { 'e2e/a.story.ts': "it.each([1]).only('x', () => {})\n" }, {}],
  ['no-focused-or-skipped-test', { 'domain/src/a.test.ts': "xit('x', () => {})\n" }, {}],
  [
    'file-names',
    { 'domain/src/businessTime.ts': '' },
    { 'domain/src/business-time.ts': '', 'server/src/features/member/member.store.ts': '' },
  ],
  ['file-names', { 'domain/src/utils.ts': '' }, {}],
  ['file-names', { 'server/src/socket-manager.ts': '' }, {}],
  [
    'file-names',
    { 'console/src/shared/button.tsx': '' },
    { 'domain/src/knowledge-base.ts': '', 'console/src/helper-pane.tsx': '' },
  ],
  [
    'named-exports',
    { 'console/src/a.tsx': 'export default function Panel() {}\n' },
    { 'widget/vite.config.ts': 'export default {}\n' },
  ],
  ['named-exports', { 'console/src/a.tsx': 'const a = 1\nexport default a\n' }, {}],
  [
    'migration-names',
    { 'server/src/migrations/0001_a.sql': '', 'server/src/migrations/0001_b.sql': '' },
    { 'server/src/migrations/0001_make_log.sql': '', 'server/src/migrations/0002_make_case.sql': '' },
  ],
  ['migration-names', { 'server/src/migrations/0001-Make.sql': '' }, {}],
  ['features-known', { 'server/src/features/chat/index.ts': '' }, { 'server/src/features/member/index.ts': '' }],
  ['features-known', { 'server/src/features/member/member.store.ts': '' }, {}],
  [
    'clock-at-one-place',
    { 'server/src/a.ts': 'export const a = Date.now()\n' },
    { 'server/src/platform/clock.ts': 'export const a = Date.now()\n' },
  ],
  [
    'clock-at-one-place',
    { 'client/src/a.ts': 'export const now = Date.now\n' },
    { 'client/src/a.ts': 'export const a = (at: number) => new Date(at)\n' },
  ],
  [
    'clock-at-one-place',
    { 'domain/src/a.ts': 'export const a = new Date()\n' },
    { 'bench/src/a.ts': 'export const a = new Date()\n' },
  ],
  [
    'clock-at-one-place',
    { 'server/src/a.ts': 'export const a = performance.now()\n' },
    { 'server/src/a.test.ts': 'export const a = performance.now()\n' },
  ],
  ['clock-at-one-place', { 'server/src/a.ts': "import { performance as p } from 'node:perf_hooks'\n" }, {}],
  [
    'no-chance',
    { 'domain/src/a.ts': 'export const a = Math.random()\n' },
    {
      'server/src/platform/ids.ts': 'export const a = Math.random()\n',
      'client/src/browser-environment.ts': 'export const a = [Math.random(), Date.now()]\n',
    },
  ],
  ['no-chance', { 'client/src/a.ts': 'export const a = globalThis.crypto.randomUUID()\n' }, {}],
  [
    'environment-at-one-place',
    { 'server/src/a.ts': 'export const a = process.env.HOME\n' },
    { 'server/src/config.ts': 'export const a = process.env.HOME\n' },
  ],
  [
    'environment-at-one-place',
    { 'server/src/a.ts': "import { env } from 'node:process'\n" },
    { 'bench/src/a.ts': 'export const a = process.env.HOME\n' },
  ],
  ['environment-at-one-place', { 'server/src/a.ts': 'const { env } = process\n' }, {}],
  [
    'sql-in-stores',
    { 'server/src/features/member/a.ts': "export const a = 'select id from members where id = $1'\n" },
    { 'server/src/features/member/member.store.ts': "export const a = 'select id from members'\n" },
  ],
  [
    'sql-in-stores',
    { 'server/src/a.ts': 'export const a = `\n  UPDATE legs SET ended = ${at}`\n' },
    { 'server/src/a.ts': "export const a = 'Select a file from your disk, then update it'\n" },
  ],
  [
    'sql-in-stores',
    { 'server/src/a.ts': 'export const a = sql`now()`\n' },
    { 'server/src/platform/database/a.ts': 'export const a = sql`now()`\n' },
  ],
  [
    'sql-in-stores',
    { 'server/src/a.ts': 'export const a = await pool.query(text)\n' },
    { 'server/src/a.ts': 'export const a = request.query.page\n' },
  ],
  ['sql-in-stores', { 'server/src/a.ts': "export const a = db.selectFrom('members')\n" }, {}],
  [
    'system-door',
    {
      'server/src/features/member/a.ts': "import { withSystem } from '../../platform/database'\nwithSystem('x', run)\n",
    },
    { 'server/src/a.test.ts': "withSystem('x', run)\n" },
  ],
  [
    'system-door',
    { 'server/src/a.ts': 'database.withSystem(reason, run)\n' },
    { 'server/src/platform/database/doors.ts': 'export function withSystem() {}\n' },
  ],
  ['system-door', { 'server/src/a.ts': "import { withSystem as open } from './platform/database'\n" }, {}],
  [
    'one-way-out',
    { 'server/src/features/mail/a.ts': 'const answer = await fetch(url)\n' },
    {
      'server/src/features/mail/a.ts': 'const answer = await outgoing.send(url, request)\n',
      'console/src/a.ts': 'fetch(url)\n',
    },
  ],
  [
    'one-way-out',
    { 'server/src/features/mail/a.ts': "import { request as ask } from 'node:https'\n" },
    { 'server/src/features/mail/a.ts': "import { createServer, isIP, type Socket } from 'node:net'\n" },
  ],
  ['one-way-out', { 'server/src/features/mail/a.ts': "import http from 'node:http'\n" }, {}],
  [
    'one-way-out',
    { 'server/src/features/mail/a.ts': "import { createTransport } from 'nodemailer'\n" },
    { 'server/src/features/mail/a.test.ts': "import { createTransport } from 'nodemailer'\n" },
  ],
  [
    'events-by-commands',
    { 'server/src/features/member/member.queries.ts': "import { insertEvents } from '../../platform/event-log'\n" },
    { 'server/src/features/member/add-member.ts': "import { insertEvents } from '../../platform/event-log'\n" },
  ],
  [
    'events-by-commands',
    { 'server/src/features/member/member.store.ts': 'export const a = `insert into events (id) values (1)`\n' },
    { 'server/src/platform/event-log/events.store.ts': 'export const a = `insert into events (id) values (1)`\n' },
  ],
  [
    'docstrings',
    { 'contract/src/a.ts': 'export const a = 1\n' },
    { 'contract/src/a.ts': '/** One. */\nexport const a = 1\nexport type A = typeof a\n' },
  ],
  [
    'docstrings',
    { 'server/src/platform/a.ts': '// not a docstring\nexport function a() {}\n' },
    { 'server/src/features/member/a.ts': 'export const a = 1\n' },
  ],
  [
    'tour-is-true',
    { 'docs/tour.md': 'See `server/src/gone.ts`.\n' },
    { 'docs/tour.md': 'See `server/src/a.ts` and `server/src`.\n', 'server/src/a.ts': '' },
  ],
  ['tour-is-true', {}, { 'docs/tour.md': 'See `server/src/a.ts`.\n', 'server/src/a.ts': '' }],
  [
    'tour-is-true',
    { 'docs/tour.md': 'Nothing.\n' },
    { 'docs/tour.md': 'See `domain/src/a.ts`.\n', 'domain/src/a.ts': '' },
  ],
  [
    'errors-documented',
    { 'contract/src/errors.ts': errorTable, 'docs/errors.md': '| `gone` | x |\n| no row of `lost` |\n' },
    { 'contract/src/errors.ts': errorTable, 'docs/errors.md': '| `gone` | x |\n| `lost` | y |\n' },
  ],
  [
    'errors-documented',
    { 'contract/src/errors.ts': errorTable, 'docs/errors.md': '- `gone`\n- `lost`\n- `old`\n' },
    { 'contract/src/errors.ts': errorTable, 'docs/errors.md': '- `gone`\n- `lost`\n' },
  ],
  ['errors-documented', { 'contract/src/errors.ts': 'export const other = 1\n' }, {}],
  [
    'texts-in-catalogues',
    { 'console/src/a.tsx': 'export const A = () => <p>接收对话</p>\n' },
    { 'console/src/i18n/zh-cn.ts': "export const a = '接收对话'\n" },
  ],
  [
    'texts-in-catalogues',
    { 'widget/src/a.ts': "export const a = '发送'\n" },
    { 'widget/src/a.ts': "// 发送\nexport const a = t('send')\n" },
  ],
  // A neighbour's sheet is there only for who has seen the neighbour.
  [
    'styles-come-along',
    {
      'console/src/main.tsx': lazily('a') + lazily('b'),
      'console/src/a.tsx': dressed,
      'console/src/a.css': '.a {\n}\n',
      'console/src/b.tsx': showsA,
    },
    {
      'console/src/main.tsx': lazily('a') + lazily('b'),
      'console/src/a.tsx': dressed + lazily('b'),
      'console/src/a.css': '.a, p:hover {\n}\n',
      'console/src/b.tsx': `import { c } from './c'\n${showsA}`,
      'console/src/c.ts': dressed,
    },
  ],
  // What is fetched from two places relies on neither; what is in the first load is always there.
  [
    'styles-come-along',
    {
      'console/src/main.tsx': lazily('a') + lazily('b'),
      'console/src/a.tsx': dressed + lazily('b'),
      'console/src/a.css': '.a:hover {\n}\n.a.b {\n}\n',
      'console/src/b.tsx': "export const B = ({ on }) => <p className={on ? 'a b' : 'b'} />\n",
    },
    {
      'console/src/main.tsx': dressed + lazily('b'),
      'console/src/a.css': '@media print {\n  .a {\n  }\n}\n',
      'console/src/b.tsx': `${showsA}export const B = () => <p className="antd-own" />\n`,
    },
  ],
  [
    'styles-come-along',
    {
      'console/src/main.tsx': nestedRoutes,
      'console/src/a.tsx': showsA,
      'console/src/a.css': '.a {\n}\n',
      'console/src/b.tsx': dressed,
    },
    {
      'console/src/main.tsx': nestedRoutes,
      'console/src/a.tsx': dressed,
      'console/src/a.css': '.a {\n}\n',
      'console/src/b.tsx': showsA,
    },
  ],
  // A template's whole words count, and a sheet that dresses a class only inside of something is not its home.
  [
    'styles-come-along',
    {
      'console/src/main.tsx': lazily('a'),
      'console/src/a.tsx': "import './b.css'\nexport const A = ({ b }) => <p className={`a ${b}`} />\n",
      'console/src/a.css': '.a {\n}\n',
      'console/src/b.css': '.b .a {\n}\n',
    },
    {},
  ],
]

const ruleNamed = (name: string): Rule => {
  // The real list of grants names files that a scratch tree does not have.
  if (name === 'system-door') return systemDoorRule({})
  if (name === 'one-way-out') return wayOutRule({})
  const rule = allRules.find((candidate) => candidate.name === name)
  if (!rule) throw new Error(`no rule is called ${name}`)
  return rule
}

const check = (rule: Rule, files: Files) => rule.check(Object.entries(files).map(([path, text]) => source(path, text)))

describe('source rules', () => {
  it.each(cases)('%s fires', (name, bad) => {
    expect(check(ruleNamed(name), bad)).not.toEqual([])
  })

  it.each(cases.filter(([, , good]) => Object.keys(good).length > 0))('%s lets sound code pass', (name, _, good) => {
    expect(check(ruleNamed(name), good)).toEqual([])
  })

  it('has a case for every rule', () => {
    expect(new Set(cases.map(([name]) => name))).toEqual(new Set(allRules.map(({ name }) => name)))
  })

  it('lets a granted file through the system door and asks back a grant that is not used', () => {
    const rule = systemDoorRule({ 'server/src/a.ts': 'reads the log of all tenants' })
    expect(check(rule, { 'server/src/a.ts': "withSystem('reader', run)\n" })).toEqual([])
    expect(check(rule, { 'server/src/a.ts': 'export {}\n' })).toHaveLength(1)
  })

  it('says where', () => {
    const [finding] = check(ruleNamed('clock-at-one-place'), { 'domain/src/a.ts': '\n\nexport const a = Date.now()\n' })
    expect(finding).toEqual({ path: 'domain/src/a.ts', line: 3, message: 'Date.now' })
  })
})
