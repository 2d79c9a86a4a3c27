// `npm run size`: what a browser must fetch before something can be used, gzipped, CSS counted, one language: the widget's
// button and panel, the console's sign-in page and a conversation in it.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import ts from 'typescript'
import { green, red, say } from './progress.mjs'
import { root } from './run.mjs'

const budgets = { loader: 4 * 1024, panel: 20 * 1024, signIn: 160 * 1024, conversation: 600 * 1024 }
/** What we would like a conversation to be; past it the line says so and passes. */
const wantedConversation = 400 * 1024

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

/**
 * @typedef {object} Chunk
 * @property {string} file
 * @property {string[]} [imports]
 * @property {string[]} [css]
 */

/** The catalogues of the console: of what is before the sign-in, and the whole. */
export const textsBefore = /^src\/i18n\/(zh|en)[\w-]*\.entrance\.ts$/
export const textsBehind = /^src\/i18n\/(zh|en)[\w-]*\.ts$/

/** What a person who works in a conversation has asked for: everything behind the sign-in, and the desk. */
const conversationParts = ['index.html', 'src/features/desk/staff-page.tsx', 'src/features/desk/desk-page.tsx']

/**
 * Every file that these parts of the built console need at once, by the build's own manifest: scripts, what they import,
 * their styles, the page with what it names itself, and the texts in one language, the largest.
 * @param {string} folder the console's dist
 * @param {string[]} parts names of the manifest
 * @param {RegExp} texts which of the catalogues: what is behind the sign-in, or what is before it
 * @returns {string[]}
 */
export function consoleLoad(folder, parts, texts) {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const chunk = (/** @type {string} */ name) => {
    const found = manifest[name]
    if (!found) throw new Error(`the console's build has no ${name}: what tools/size.mjs counts was renamed`)
    return found
  }
  const filesOf = (/** @type {string[]} */ wanted) => {
    const names = new Set(wanted)
    for (const name of names) for (const imported of chunk(name).imports ?? []) names.add(imported)
    return [...names].flatMap((name) =>
      [chunk(name).file, ...(chunk(name).css ?? [])].map((file) => join(folder, file)),
    )
  }
  const page = [join(folder, 'index.html'), join(folder, 'appearance-boot.js'), ...filesOf(parts)]
  const languages = Object.keys(manifest).filter((name) => texts.test(name))
  const largest = largestBy(
    languages.map((name) => filesOf([name])),
    (files) => files.reduce((sum, file) => sum + gzipBytes(file), 0),
  )
  if (!largest) throw new Error("the console's build has no languages: what tools/size.mjs counts was renamed")
  return [...new Set([...page, ...largest])]
}

/** @param {string} file */
const gzipBytes = (file) => gzipSync(readFileSync(file), { level: 9 }).length

/** @param {string[]} files */
const largestOf = (files) => largestBy(files, gzipBytes)

/**
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => number} size
 * @returns {Item | undefined}
 */
function largestBy(items, size) {
  return items.toSorted((a, b) => size(b) - size(a))[0]
}

/**
 * @param {string} name
 * @param {string[]} files
 * @param {number} budget bytes
 * @param {number} [wanted] bytes
 * @returns {boolean} whether it stays within
 */
function judge(name, files, budget, wanted = budget) {
  const bytes = files.reduce((sum, file) => sum + gzipBytes(file), 0)
  const fits = bytes <= budget
  const details = files
    .map((file) => ({ file: basename(file), bytes: gzipBytes(file) }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((each) => `${each.file} ${each.bytes}`)
  const more = details.length > 8 ? `, and ${details.length - 8} smaller ones` : ''
  const wish = bytes > wanted && fits ? `; wanted ${wanted}` : ''
  say(
    `${fits ? green('✓') : red('✗')} ${name}: ${bytes} of ${budget} bytes${wish} (${details.slice(0, 8).join(', ')}${more})`,
  )
  return fits
}

async function main() {
  const { buildWhatIsStale } = await import('./build.mjs')
  await buildWhatIsStale()
  const loader = join(root, 'widget/dist/loader.js')
  const page = join(root, 'widget/dist/frame/index.html')
  const desk = join(root, 'console/dist')
  const missing = [loader, page, join(desk, '.vite/manifest.json')].filter((file) => !existsSync(file))
  for (const file of missing) say(`${red('✗')} ${relative(root, file)} is missing: it was not built`)
  const results = missing.length
    ? missing.map(() => false)
    : [
        judge('loader', [loader], budgets.loader),
        judge("panel's first load", firstLoad(page), budgets.panel),
        judge("console's sign-in page", consoleLoad(desk, ['index.html'], textsBefore), budgets.signIn),
        judge(
          'a working conversation',
          consoleLoad(desk, conversationParts, textsBehind),
          budgets.conversation,
          wantedConversation,
        ),
      ]
  const failedCount = results.filter((fits) => !fits).length
  say(`size: ${results.length - failedCount} passed, ${failedCount} failed`)
  if (failedCount > 0) process.exitCode = 1
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
