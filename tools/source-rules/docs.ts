import ts from 'typescript'
import { isTest, perFile, visit, type Finding, type Rule } from './rule'

/** The declarations a statement exports, with the node that would carry the docstring. */
function exportedNames(statement: ts.Statement): string[] {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
  if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return isNamed ? [statement.name?.text ?? 'default'] : []
}

export const docstrings: Rule = perFile(
  {
    name: 'docstrings',
    why: 'every export of contract, client and platform says what it takes and returns, its units and its errors',
  },
  (path) => /^(contract|client)\/src\/|^server\/src\/platform\//.test(path) && !isTest(path),
  ({ ast }, report) => {
    const described = new Set<string>()
    for (const statement of ast.statements) {
      const names = exportedNames(statement)
      const hasDoc = ts.getJSDocCommentsAndTags(statement).length > 0
      for (const name of names) {
        // The schema `bodyView` and its type `BodyView` are one thing with one description; so are overloads.
        const thing = name.toLowerCase()
        if (hasDoc) described.add(thing)
        else if (!described.has(thing)) report(statement, `${name} has no docstring`)
      }
    }
  },
)

const pathInBackticks = /`((?:domain|contract|client|server|console|widget|simulation|bench|e2e|tools)\/[\w./-]+)`/g

export const tourIsTrue: Rule = {
  name: 'tour-is-true',
  why: 'docs/tour.md names files that exist',
  check: (sources) => {
    const tour = sources.find(({ path }) => path === 'docs/tour.md')
    if (!tour) return [{ path: 'docs/tour.md', line: 1, message: 'is missing' }]
    const known = sources.map(({ path }) => path)
    const lines = tour.text.split('\n')
    const findings = lines.flatMap((text, index): Finding[] =>
      [...text.matchAll(pathInBackticks)]
        .map(([, path = '']) => path)
        .filter((path) => !known.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`)))
        .map((path) => ({ path: 'docs/tour.md', line: index + 1, message: `${path} does not exist` })),
    )
    const namesNothing = ![...tour.text.matchAll(pathInBackticks)].length
    return namesNothing ? [{ path: 'docs/tour.md', line: 1, message: 'names no file in backticks' }] : findings
  },
}

const codesFile = 'contract/src/errors.ts'
const codesPage = 'docs/errors.md'

/** The keys of `export const errors = { ... }`. */
function errorCodes(ast: ts.SourceFile): string[] {
  const codes: string[] = []
  visit(ast, (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText(ast) !== 'errors' || !node.initializer) return
    let value: ts.Node = node.initializer
    while (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) value = value.expression
    if (!ts.isObjectLiteralExpression(value)) return
    for (const { name } of value.properties) if (name) codes.push(name.getText(ast).replace(/['"]/g, ''))
  })
  return codes
}

export const errorsDocumented: Rule = {
  name: 'errors-documented',
  why: 'whoever meets a code finds its line in docs/errors.md, and finds no line there for a code that is gone',
  check: (sources) => {
    const ast = sources.find(({ path }) => path === codesFile)?.ast
    const codes = ast ? errorCodes(ast) : []
    if (codes.length === 0) return [{ path: codesFile, line: 1, message: 'exports no errors' }]
    const lines = sources.find(({ path }) => path === codesPage)?.text.split('\n') ?? []
    // A line of the page: a table row or a list item that begins with the code.
    const documented = lines.flatMap((text, index) => {
      const code = /^\s*(?:\||[-*])\s*`([a-z0-9_]+)`/.exec(text)?.[1]
      return code ? [{ code, line: index + 1 }] : []
    })
    return [
      ...codes
        .filter((code) => !documented.some((entry) => entry.code === code))
        .map((code) => ({ path: codesPage, line: 1, message: `${code} has no line` })),
      ...documented
        .filter(({ code }) => !codes.includes(code))
        .map(({ code, line }) => ({ path: codesPage, line, message: `${code} is no code of the contract` })),
    ]
  },
}
