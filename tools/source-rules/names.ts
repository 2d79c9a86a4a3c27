import ts from 'typescript'
import featureOrder from '../feature-order.json'
import { perFile, type Finding, type Rule, type Source } from './rule'

/** Words that name no owner when a name ends in them; the helper window (常用语, 知识库 ...) is a thing of its own. */
const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'misc'])
/** Names that say nothing when they stand alone; `knowledge-base` says something. */
const emptyNames = new Set(['base', 'shared', 'common', 'core', 'types'])

/** A name is judged without its roles and endings: of `member.store.ts` it is `member`. */
function complaintAbout(segment: string): string | undefined {
  const [stem = ''] = segment.split('.')
  const lastWord = stem.split('-').at(-1) ?? ''
  const empty = emptyWords.has(lastWord) ? lastWord : emptyNames.has(stem) && stem
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
  why: 'NNNN_what_it_does.sql; no number twice, since they run in that order and only forward',
  check: (sources) => {
    const names = sources.flatMap(({ path }) => (path.startsWith(migrations) ? [path.slice(migrations.length)] : []))
    return names.flatMap((name): Finding[] => {
      const isGood = /^\d{4}(_[a-z0-9]+)+\.sql$/.test(name)
      const twin = names.find((other) => other !== name && other.slice(0, 4) === name.slice(0, 4))
      const message = isGood ? twin && `has the number of ${twin}` : 'expected NNNN_what_it_does.sql'
      return message ? [{ path: migrations + name, line: 1, message }] : []
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
