import ts from 'typescript'
import { isTest, lineOf, parsed, percentile95, visit, type Finding, type ParsedSource, type Rule } from './rule'

const limits = { file: 400, testFile: 600, fileP95: 250, function: 80, component: 150, functionP95: 40 }

const lineCount = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

export const fileLength: Rule = {
  name: 'file-length',
  why: `no file past ${limits.file} lines (tests ${limits.testFile}): split it by meaning`,
  check: (sources) =>
    parsed(sources).flatMap(({ path, text }) => {
      const limit = isTest(path) ? limits.testFile : limits.file
      const lines = lineCount(text)
      return lines > limit ? [{ path, line: limit, message: `${lines} lines, past ${limit}` }] : []
    }),
}

export const fileLengthTail: Rule = {
  name: 'file-length-p95',
  why: `95 of 100 files stay within ${limits.fileP95} lines: long files must remain the exception`,
  check: (sources) => {
    const files = parsed(sources).filter(({ path }) => !isTest(path))
    const p95 = percentile95(files.map(({ text }) => lineCount(text)))
    if (p95 <= limits.fileP95) return []
    const [longest] = files.toSorted((a, b) => b.text.length - a.text.length)
    return [{ path: longest?.path ?? '', line: 1, message: `p95 of file lengths is ${p95}, past ${limits.fileP95}` }]
  },
}

interface MeasuredFunction {
  node: ts.Node
  name: string
  lines: number
}

function functionsOf({ ast }: ParsedSource): MeasuredFunction[] {
  const found: MeasuredFunction[] = []
  visit(ast, (node) => {
    if (!isFunctionWithBody(node) || isSuite(node)) return
    const end = ast.getLineAndCharacterOfPosition(node.getEnd()).line + 1
    found.push({ node, name: nameOf(node), lines: end - lineOf(ast, node) + 1 })
  })
  return found
}

const isFunctionWithBody = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined

/** The callback of `describe` is a heading over tests, not a piece of logic. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^(describe|suite)\b/.test(node.parent.expression.getText())
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText()
  // `const Panel = memo(function …)` and `const Panel = () => …` are both called Panel.
  let holder: ts.Node = node.parent
  while (ts.isCallExpression(holder) || ts.isParenthesizedExpression(holder)) holder = holder.parent
  return ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) ? holder.name.getText() : ''
}

const isComponent = (path: string, name: string) => path.endsWith('.tsx') && /^[A-Z]/.test(name)

export const functionLength: Rule = {
  name: 'function-length',
  why: `no function past ${limits.function} lines (components ${limits.component})`,
  check: (sources) =>
    parsed(sources).flatMap((file) =>
      functionsOf(file).flatMap(({ node, name, lines }): Finding[] => {
        const limit = isComponent(file.path, name) ? limits.component : limits.function
        if (lines <= limit) return []
        return [
          {
            path: file.path,
            line: lineOf(file.ast, node),
            message: `${name || 'a function'}: ${lines} lines, past ${limit}`,
          },
        ]
      }),
    ),
}

export const functionLengthTail: Rule = {
  name: 'function-length-p95',
  why: `95 of 100 functions stay within ${limits.functionP95} lines`,
  check: (sources) => {
    const lengths = parsed(sources)
      .filter(({ path }) => !isTest(path))
      .flatMap((file) => functionsOf(file).map(({ lines }) => lines))
      // One-line arrows are everywhere and would hide any tail.
      .filter((lines) => lines > 1)
    const p95 = percentile95(lengths)
    return p95 > limits.functionP95
      ? [{ path: '', line: 1, message: `p95 of function lengths is ${p95}, past ${limits.functionP95}` }]
      : []
  },
}
