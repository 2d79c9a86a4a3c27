import ts from 'typescript'

/** One file of the repository, read once and parsed once. `ast` is undefined for what is not TypeScript or JavaScript. */
export interface Source {
  /** From the repository's root, with forward slashes. */
  path: string
  text: string
  ast: ts.SourceFile | undefined
}

export interface Finding {
  path: string
  line: number
  message: string
}

/** A rule looks at the whole tree, so that it can also say something about distributions and about missing files. */
export interface Rule {
  name: string
  /** What a developer who meets the finding should understand. */
  why: string
  check: (sources: Source[]) => Finding[]
}

export type ParsedSource = Source & { ast: ts.SourceFile }

/** Parses when the name says that it is code. */
export function source(path: string, text: string): Source {
  const isCode = /\.(ts|tsx|mts|mjs|cjs|js)$/.test(path)
  const ast = isCode ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) : undefined
  return { path, text, ast }
}

/** The files of TypeScript and JavaScript among them. */
export const parsed = (sources: Source[]): ParsedSource[] => sources.filter((file): file is ParsedSource => !!file.ast)

/** A file that holds tests or serves only them. */
export const isTest = (path: string) => /\.(test|testing|story)\.tsx?$/.test(path) || /(^|\/)testing\//.test(path)

/** A rule that looks at each file by itself, where `covers` says so. */
export function perFile(
  rule: Pick<Rule, 'name' | 'why'>,
  covers: (path: string) => boolean,
  check: (file: ParsedSource, report: (node: ts.Node, message: string) => void) => void,
): Rule {
  return {
    ...rule,
    check: (sources) => {
      const findings: Finding[] = []
      for (const file of parsed(sources)) {
        if (!covers(file.path)) continue
        check(file, (node, message) => findings.push({ path: file.path, line: lineOf(file.ast, node), message }))
      }
      return findings
    },
  }
}

/** The 1-based line on which a node begins, its leading comment left out. */
export const lineOf = (ast: ts.SourceFile, node: ts.Node) =>
  ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1

/** Visits every node of a file, parents first. */
export function visit(node: ts.Node, look: (node: ts.Node) => void) {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}

/** `a.b.c` of nested property accesses, or undefined for anything else. */
export function dottedName(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const left = dottedName(node.expression)
  return left && `${left}.${node.name.text}`
}

/** The value below which 95 of 100 lie; 0 for nothing. */
export function percentile95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0
}
