import ts from 'typescript'
import { dottedName, isTest, perFile, visit, type Rule } from './rule'

const within =
  (...folders: string[]) =>
  (path: string) =>
    !isTest(path) && folders.some((folder) => path.startsWith(folder))

/** What a piece of code says when it reads a clock, or undefined. */
function clockReading(node: ts.Node): string | undefined {
  const name = dottedName(node)
  if (name && /^(?:globalThis\.)?(?:Date\.now|performance\.now|process\.hrtime|process\.uptime)$/.test(name))
    return name
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()'
  if (ts.isImportSpecifier(node) && isImportFrom(node, /^(?:node:)?perf_hooks$/)) return 'node:perf_hooks'
  return undefined
}

function isImportFrom(node: ts.ImportSpecifier, module: RegExp): boolean {
  const { moduleSpecifier } = node.parent.parent.parent
  return ts.isStringLiteral(moduleSpecifier) && module.test(moduleSpecifier.text)
}

/** Where time and chance enter: everything else is given them. One place in the server, one in the client. */
const clockOfServer = 'server/src/platform/clock.ts'
const environmentOfClient = 'client/src/browser-environment.ts'

export const clockAtOnePlace: Rule = perFile(
  {
    name: 'clock-at-one-place',
    why: 'time is a parameter: only server/src/platform/clock.ts and client/src/browser-environment.ts read it',
  },
  (path) =>
    within('server/src/', 'client/src/', 'contract/src/', 'domain/src/')(path) &&
    path !== clockOfServer &&
    path !== environmentOfClient,
  ({ ast }, report) => {
    visit(ast, (node) => {
      const reading = clockReading(node)
      if (reading) report(node, reading)
    })
  },
)

export const noChance: Rule = perFile(
  {
    name: 'no-chance',
    why: 'domain and client are functions of their inputs, so that a seed replays them: randomness is a parameter',
  },
  (path) => within('domain/src/', 'client/src/')(path) && path !== environmentOfClient,
  ({ ast }, report) => {
    visit(ast, (node) => {
      const name = dottedName(node)
      if (
        name &&
        /(?:^|\.)(?:Math\.random|crypto\.randomUUID|crypto\.getRandomValues|crypto\.randomBytes)$/.test(name)
      ) {
        report(node, name)
      }
    })
  },
)

export const environmentAtOnePlace: Rule = perFile(
  {
    name: 'environment-at-one-place',
    why: 'configuration is validated once: only server/src/config.ts reads process.env',
  },
  (path) =>
    within('server/src/', 'client/src/', 'contract/src/', 'domain/src/')(path) && path !== 'server/src/config.ts',
  ({ ast }, report) => {
    visit(ast, (node) => {
      if (/^(?:globalThis\.)?process\.env$/.test(dottedName(node) ?? '')) report(node, 'process.env')
      if (ts.isImportSpecifier(node) && node.name.text === 'env' && isImportFrom(node, /^(?:node:)?process$/)) {
        report(node, 'env of node:process')
      }
      if (
        ts.isVariableDeclaration(node) &&
        ts.isObjectBindingPattern(node.name) &&
        node.initializer?.getText(ast) === 'process'
      ) {
        if (node.name.elements.some((element) => (element.propertyName ?? element.name).getText(ast) === 'env')) {
          report(node, 'env taken out of process')
        }
      }
    })
  },
)
