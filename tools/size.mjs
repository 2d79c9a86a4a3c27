// `npm run size`: what a visitor's browser must fetch before the widget can be used, gzipped, CSS counted, one language.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import ts from 'typescript'
import { green, red, say } from './progress.mjs'
import { root } from './run.mjs'

const budgets = { loader: 4 * 1024, panel: 20 * 1024 }

/**
 * The modules a built script imports at once; what it imports on demand (`import()`) is not among them.
 * @param {string} file
 * @returns {string[]}
 */
function staticImports(file) {
  const ast = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  return ast.statements.flatMap((statement) => {
    const isLink = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
    const target = isLink ? statement.moduleSpecifier : undefined
    return target && ts.isStringLiteral(target) ? [join(dirname(file), target.text)] : []
  })
}

/**
 * Every file of the first load of a built page: the page, its styles, its scripts and all these import.
 * A catalogue that is fetched by language (its file is named after one) counts once, with the largest.
 * @param {string} page path of an index.html
 * @returns {string[]}
 */
export function firstLoad(page) {
  const html = readFileSync(page, 'utf8')
  const linked = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g)]
    .map(([, address = '']) => address)
    .filter((address) => /\.(js|css)$/.test(address))
    .map((address) => join(dirname(page), address))
  const files = new Set([page, ...linked])
  for (const file of files) {
    if (file.endsWith('.js')) for (const imported of staticImports(file)) files.add(imported)
  }
  const language = largestOf(
    readdirSync(dirname(page), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(^|[\\/])(zh|en)[-_.][\w.-]*\.js$/i.test(name))
      .map((name) => join(dirname(page), name)),
  )
  if (language && ![...files].some((file) => /(^|[\\/])(zh|en)[-_.][\w.-]*\.js$/i.test(file))) files.add(language)
  return [...files]
}

/** @param {string} file */
const gzipBytes = (file) => gzipSync(readFileSync(file), { level: 9 }).length

/** @param {string[]} files */
const largestOf = (files) => files.toSorted((a, b) => gzipBytes(b) - gzipBytes(a))[0]

/**
 * @param {string} name
 * @param {string[]} files
 * @param {number} budget bytes
 * @returns {boolean} whether it stays within
 */
function judge(name, files, budget) {
  const bytes = files.reduce((sum, file) => sum + gzipBytes(file), 0)
  const fits = bytes <= budget
  const details = files.map((file) => `${relative(join(root, 'widget/dist'), file)} ${gzipBytes(file)}`).join(', ')
  say(`${fits ? green('✓') : red('✗')} ${name}: ${bytes} of ${budget} bytes (${details})`)
  return fits
}

async function main() {
  const { buildWhatIsStale } = await import('./build.mjs')
  await buildWhatIsStale()
  const loader = join(root, 'widget/dist/loader.js')
  const page = join(root, 'widget/dist/frame/index.html')
  const missing = [loader, page].filter((file) => !existsSync(file))
  for (const file of missing) say(`${red('✗')} ${relative(root, file)} is missing: the widget was not built`)
  const results = missing.length
    ? missing.map(() => false)
    : [judge('loader', [loader], budgets.loader), judge("panel's first load", firstLoad(page), budgets.panel)]
  const failedCount = results.filter((fits) => !fits).length
  say(`size: ${results.length - failedCount} passed, ${failedCount} failed`)
  if (failedCount > 0) process.exitCode = 1
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
