import ts from 'typescript'
import { isTest, perFile, visit, type Rule } from './rule'

const chinese = /[\u3400-\u9fff]/
const catalogue = /(^|\/)(i18n|texts|catalogue|catalogues|locales)(\/|\.)/

export const textsInCatalogues: Rule = perFile(
  { name: 'texts-in-catalogues', why: 'every text on a screen stands in the catalogues, in three languages' },
  (path) => /^(console|widget)\/src\//.test(path) && !isTest(path) && !catalogue.test(path),
  ({ ast }, report) => {
    visit(ast, (node) => {
      const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isJsxText(node)
      if (isText && chinese.test(node.getText(ast))) report(node, node.getText(ast).trim().slice(0, 40))
    })
  },
)
