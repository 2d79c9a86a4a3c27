import ts from 'typescript'
import featureOrder from '../feature-order.json'
import { perFile, type Finding, type Rule, type Source } from './rule'

/** Words that name no owner, wherever they stand in a name. */
const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'misc'])
/** Names that say nothing when they stand alone; `knowledge-base` says something. */
const emptyNames = new Set(['base', 'shared', 'common', 'core', 'types'])

/** A name is judged without its roles and endings: of `member.store.ts` it is `member`. */
function complaintAbout(segment: string): string | undefined {
  const [stem = ''] = segment.split('.')
  const empty = stem.split('-').find((word) => emptyWords.has(word)) ?? (emptyNames.has(stem) ? stem : undefined)
  if (empty) return `"${empty}" names no owner: say what the thing is about`
  const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(segment)
  return isKebab ? undefined : 'not kebab-case'
}

const isProductCode = (path: string) => /\.(ts|tsx|mts|mjs|cjs)$/.test(path) && path.includes('/')

export const fileNames: Rule = {
  name: 'file-names',
  why: 'the noun finds the folder, the role finds the file; kebab-case',
  check: (sources) =>
    sources
      .filter(({ path }) => isProductCode(path))
      .flatMap(({ path }) =>
        path.split('/').flatMap((segment) => {
          const complaint = segment.startsWith('.') ? undefined : complaintAbout(segment)
          return complaint ? [{ path, line: 1, message: `${segment}: ${complaint}` }] : []
        }),
      ),
}

export const namedExports = perFile(
  { name: 'named-exports', why: 'a thing has one name everywhere; only configuration files must export a default' },
  (path) => !/(^|\/)[a-z.-]+\.config\.ts$/.test(path) && !path.endsWith('.d.ts'),
  ({ ast }, report) => {
    for (const statement of ast.statements) {
      const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
      const isDefault = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
      if (isDefault || ts.isExportAssignment(statement)) report(statement, 'default export')
    }
  },
)

const migrations = 'server/src/migrations/'

export const migrationNames: Rule = {
  name: 'migration-names',
  why: 'NNNN_what_it_does.sql, numbered without gap or repetition, since they run in that order and only forward',
  check: (sources) => {
    const names = sources
      .filter(({ path }) => path.startsWith(migrations))
      .map(({ path }) => path.slice(migrations.length))
      .sort()
    return names.flatMap((name, index): Finding[] => {
      const expected = String(index + 1).padStart(4, '0')
      const isGood = /^\d{4}(_[a-z0-9]+)+\.sql$/.test(name) && name.startsWith(expected)
      return isGood ? [] : [{ path: migrations + name, line: 1, message: `expected ${expected}_what_it_does.sql` }]
    })
  },
}

export const featuresKnown: Rule = {
  name: 'features-known',
  why: 'every feature has its place in the order (tools/feature-order.json) and a door (index.ts)',
  check: (sources) => {
    const features = new Set(sources.flatMap(({ path }) => /^server\/src\/features\/([^/]+)\//.exec(path)?.[1] ?? []))
    return [...features].flatMap((feature) => complaintsAboutFeature(feature, sources))
  },
}

function complaintsAboutFeature(feature: string, sources: Source[]): Finding[] {
  const path = `server/src/features/${feature}`
  const findings: Finding[] = []
  if (!featureOrder.includes(feature)) findings.push({ path, line: 1, message: 'has no place in the order' })
  if (!sources.some((file) => file.path === `${path}/index.ts`))
    findings.push({ path, line: 1, message: 'has no index.ts' })
  return findings
}
