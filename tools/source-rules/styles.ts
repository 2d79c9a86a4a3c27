import { posix } from 'node:path'
import ts from 'typescript'
import { isTest, lineOf, parsed, visit, type Finding, type ParsedSource, type Rule, type Source } from './rule'

const classChars = '[a-zA-Z][\\w-]*'

/** What a selector asks of an element: classes up to the next space or combinator. */
const firstClasses = new RegExp(`^(?:[a-z]+)?((?:\\.${classChars}|\\[[^\\]]*\\]|:[\\w-]+(?:\\([^)]*\\))?)+)`)

/** Each selector of a style sheet by itself, as it stands before a brace. */
function selectorsOf(css: string): string[] {
  const bare = css.replaceAll(/\/\*[^]*?\*\//g, '')
  return [...bare.matchAll(/([^{};]+)\{/g)]
    .map(([, selectors = '']) => selectors.trim())
    .filter((selectors) => !selectors.startsWith('@'))
    .flatMap((selectors) => selectors.split(/,(?![^(]*\))/).map((selector) => selector.trim()))
}

/**
 * Where each class is at home: the sheets that dress it wherever it stands. One that is dressed only inside of another
 * thing has no home.
 */
function homesOfClasses(sheets: Source[]): Map<string, Set<string>> {
  const homes = new Map<string, Set<string>>()
  for (const { path, text } of sheets) {
    for (const selector of selectorsOf(text)) {
      const [, compound = ''] = firstClasses.exec(selector) ?? []
      const names = [...compound.matchAll(new RegExp(`\\.(${classChars})`, 'g'))].map(([, name = '']) => name)
      // `.button.wide` changes what is a button elsewhere.
      if (names.length === 1) for (const name of names) homes.set(name, (homes.get(name) ?? new Set()).add(path))
    }
  }
  return homes
}

interface Module {
  file: ParsedSource
  /** Files that come with it. */
  needs: string[]
  /** Files that it fetches later, when they are wanted. */
  fetches: string[]
  /** Pages that it declares, by the name of their route. */
  routes: { name: string; parent: string; page: string | undefined }[]
  classes: { name: string; node: ts.Node }[]
}

const isClassAttribute = (node: ts.Node): node is ts.JsxAttribute =>
  ts.isJsxAttribute(node) && /^(className|classNames|rootClassName|\w+ClassName)$/.test(node.name.getText())

/** Words of the string literals below a node; of a template only what is whole. */
function wordsBelow(node: ts.Node): { name: string; node: ts.Node }[] {
  const words: { name: string; node: ts.Node }[] = []
  visit(node, (inner) => {
    if (!ts.isStringLiteralLike(inner) && !ts.isTemplateHead(inner)) return
    for (const name of inner.text.split(/\s+/)) if (name) words.push({ name, node: inner })
  })
  return words
}

/** `a` of `() => a`. */
const answerOf = (node: ts.Node | undefined) =>
  node && ts.isArrowFunction(node) && ts.isIdentifier(node.body) ? node.body.text : undefined

/** A route that says who is around it and, unless it only has an address, how its page is fetched. */
function routeOf(
  node: ts.VariableDeclaration,
): { name: string; parent: string; loader: string | undefined } | undefined {
  const options =
    node.initializer && ts.isCallExpression(node.initializer) && node.initializer.expression.getText() === 'createRoute'
      ? node.initializer.arguments[0]
      : undefined
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined
  const valueOf = (name: string) =>
    options.properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === name)?.initializer
  const component = valueOf('component')
  const loader = component && ts.isCallExpression(component) ? component.arguments[0]?.getText() : undefined
  return { name: node.name.getText(), parent: answerOf(valueOf('getParentRoute')) ?? '', loader }
}

/** `loadDesk` of what stands inside of `const loadDesk = () => import('./desk-page')`. */
function functionAround(node: ts.Node): string | undefined {
  const isFunction = ts.isVariableDeclaration(node) && node.initializer && ts.isArrowFunction(node.initializer)
  if (isFunction) return node.name.getText()
  return ts.isSourceFile(node) ? undefined : functionAround(node.parent)
}

function moduleOf(file: ParsedSource, known: Set<string>): Module {
  const found: Module = { file, needs: [], fetches: [], routes: [], classes: [] }
  const loaders = new Map<string, string>()
  const resolve = (name: string) => {
    const path = posix.join(posix.dirname(file.path), name)
    return ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((ending) => path + ending).find((one) => known.has(one))
  }
  visit(file.ast, (node) => {
    if (isClassAttribute(node)) found.classes.push(...wordsBelow(node))
    const route = ts.isVariableDeclaration(node) ? routeOf(node) : undefined
    if (route) found.routes.push({ ...route, page: loaders.get(route.loader ?? '') })
    const isFetch = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    const from = isFetch
      ? node.arguments[0]
      : ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : undefined
    if (!from || !ts.isStringLiteralLike(from)) return
    const path = resolve(from.text)
    if (!path) return
    if (!isFetch) found.needs.push(path)
    else found.fetches.push(path)
    const loader = isFetch ? functionAround(node) : undefined
    if (loader) loaders.set(loader, path)
  })
  return found
}

/** The page of a route stands inside of the page of its parent, so it is that which fetches it. */
function hangPagesTogether(modules: Map<string, Module>): void {
  const routes = new Map([...modules.values()].flatMap((one) => one.routes).map((route) => [route.name, route]))
  const pageAround = (name: string): string | undefined => {
    const route = routes.get(name)
    return route && (route.page ?? pageAround(route.parent))
  }
  for (const module of modules.values()) {
    for (const { parent, page } of module.routes) {
      const around = modules.get(pageAround(parent) ?? '')
      if (!page || !around) continue
      around.fetches.push(page)
      module.fetches = module.fetches.filter((path) => path !== page)
    }
  }
}

/** All that is there once a file is: itself and what comes with it. */
function togetherWith(path: string, modules: Map<string, Module>, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const next of modules.get(path)?.needs ?? []) togetherWith(next, modules, seen)
  return seen
}

/**
 * For each thing that is fetched by itself: all that is there when it is, whichever way was gone. What comes from several
 * places can rely only on what is there at all of them.
 */
function presentWith(entry: string, modules: Map<string, Module>): Map<string, Set<string>> {
  const present = new Map([[entry, togetherWith(entry, modules)]])
  for (let changed = true; changed;) {
    changed = false
    for (const [, there] of [...present]) {
      for (const target of [...there].flatMap((path) => modules.get(path)?.fetches ?? [])) {
        const before = present.get(target)
        const now = togetherWith(target, modules)
        for (const path of there) if (!before || before.has(path)) now.add(path)
        if (before?.size === now.size) continue
        present.set(target, now)
        changed = true
      }
    }
  }
  return present
}

const entry = 'console/src/main.tsx'

export const stylesComeAlong: Rule = {
  name: 'styles-come-along',
  why: 'a page that is fetched by itself imports the styles it uses; opened first, it has no neighbour to bring them',
  check: (sources) => {
    const ours = sources.filter(({ path }) => path.startsWith('console/src/') && !isTest(path))
    const known = new Set(ours.map(({ path }) => path))
    const homes = homesOfClasses(ours.filter(({ path }) => path.endsWith('.css')))
    const modules = new Map(parsed(ours).map((file) => [file.path, moduleOf(file, known)]))
    hangPagesTogether(modules)
    const findings = new Map<string, Finding>()
    for (const [page, there] of presentWith(entry, modules)) {
      for (const path of togetherWith(page, modules)) {
        const module = modules.get(path)
        for (const { name, node } of module?.classes ?? []) {
          const home = homes.get(name)
          if (!module || !home || [...home].some((sheet) => there.has(sheet))) continue
          const message = `${page} shows .${name} without ${[...home].join(' or ')}`
          findings.set(message, { path, line: lineOf(module.file.ast, node), message })
        }
      }
    }
    return [...findings.values()]
  },
}
