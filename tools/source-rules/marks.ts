import ts from 'typescript'
import { parsed, perFile, visit, type Rule } from './rule'

/** The text of every comment with its position. */
function commentsOf(ast: ts.SourceFile): { text: string; pos: number }[] {
  const found = new Map<number, string>()
  const keep = (ranges: ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) found.set(pos, ast.text.slice(pos, end))
  }
  const look = (node: ts.Node) => {
    // Text between JSX tags may look like a comment and is none.
    if (!ts.isJsxText(node)) {
      keep(ts.getLeadingCommentRanges(ast.text, node.getFullStart()))
      keep(ts.getTrailingCommentRanges(ast.text, node.getEnd()))
    }
    for (const child of node.getChildren(ast)) look(child)
  }
  look(ast)
  return [...found].map(([pos, text]) => ({ pos, text }))
}

function commentRule(name: string, why: string, pattern: RegExp): Rule {
  return {
    name,
    why,
    check: (sources) =>
      parsed(sources).flatMap(({ path, ast }) =>
        commentsOf(ast).flatMap(({ text, pos }) => {
          const match = pattern.exec(text)
          const line = ast.getLineAndCharacterOfPosition(pos + (match?.index ?? 0)).line + 1
          return match ? [{ path, line, message: match[0] }] : []
        }),
      ),
  }
}

export const noUnfinishedMark = commentRule(
  'no-unfinished-mark',
  'main is finished at every commit; what is left to do is an issue',
  /\b(?:TO[-]?DO|FIX[-]?ME|X{3}|HACK)\b/,
)

export const noSuppression = commentRule(
  'no-suppression',
  'the compiler and the linter are answered, not silenced',
  /@ts-(?:ignore|expect-error|nocheck)\b|\b(?:eslint|oxlint|prettier)-(?:disable|ignore)[a-z-]*|\b(?:v8|c8|istanbul) ignore\b/,
)

const testFunctions = new Set(['it', 'test', 'describe', 'suite', 'bench'])
const forbiddenModes = new Set(['only', 'skip', 'todo', 'fails'])

/** A test may be skipped while it runs (`skipIf`, `context.skip`): then it says what is missing, and CI refuses it. */
export const noFocusedOrSkippedTest = perFile(
  { name: 'no-focused-or-skipped-test', why: 'a test runs, always, and with all the others' },
  (path) => /\.(test|story)\.tsx?$/.test(path),
  ({ ast }, report) => {
    visit(ast, (node) => {
      if (ts.isPropertyAccessExpression(node) && forbiddenModes.has(node.name.text)) {
        const first = node.expression.getText(ast).split(/[.(]/)[0] ?? ''
        if (testFunctions.has(first)) report(node, node.getText(ast))
      }
      if (
        ts.isCallExpression(node) &&
        /^(?:x(?:it|test|describe)|f(?:it|describe))$/.test(node.expression.getText(ast))
      ) {
        report(node, node.expression.getText(ast))
      }
    })
  },
)
