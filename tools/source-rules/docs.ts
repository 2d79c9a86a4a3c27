import ts from 'typescript'
import { isTest, perFile, type Finding, type Rule } from './rule'

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
