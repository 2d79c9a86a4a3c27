import ts from 'typescript'
import { dottedName, isTest, perFile, visit, type Rule, type Source } from './rule'

/**
 * The only files that may open a connection to somewhere, each with what keeps it from being led into our own network.
 * Everybody else asks `platform/outgoing`, which looks at the address it connects to.
 */
export const waysOut: Record<string, string> = {
  'server/src/platform/outgoing/outgoing.ts': 'the way out itself: it connects to addresses that it has judged',
  'server/src/platform/mail/send-mail.ts':
    'connects to the address that reachable-address.ts has judged, by no other name',
  'server/src/platform/scan/clamd.ts': 'CLAMD_URL is the operator’s own word',
  'server/src/platform/bus/redis-bus.ts': 'REDIS_URL is the operator’s own word',
  'server/src/features/notification/send-push.ts': 'only draws the request up; platform/outgoing sends it',
  'server/src/features/notification/push-keys.ts': 'only makes keys',
  'server/src/features/single-sign-on/provider.ts': 'gives the library a fetch that is platform/outgoing',
  'server/src/features/single-sign-on/sign-in.routes.ts': 'uses what provider.ts has opened, with its fetch',
}

/** Modules with which one can speak to somebody; of Node’s own only what connects, since servers are made of them too. */
const speaks = /^(?:nodemailer|ioredis|redis|undici|got|axios|node-fetch|openid-client|web-push|ws|ssh2|ldapts)(?:\/|$)/
const nodeModules = /^(?:node:)?(?:http|https|http2|net|tls|dgram)$/
const connects = new Set([
  'request',
  'get',
  'connect',
  'createConnection',
  'Socket',
  'TLSSocket',
  'Agent',
  'createSocket',
])

function reachesOut(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && /^(?:globalThis\.)?fetch$/.test(dottedName(node.expression) ?? '')) return 'fetch'
  if (ts.isNewExpression(node) && /^(?:WebSocket|EventSource)$/.test(node.expression.getText()))
    return node.expression.getText()
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return undefined
  const { text } = node.moduleSpecifier
  const { importClause } = node
  if (!importClause || importClause.isTypeOnly) return undefined
  if (speaks.test(text)) return text
  if (!nodeModules.test(text)) return undefined
  const { namedBindings } = importClause
  if (importClause.name || !namedBindings || ts.isNamespaceImport(namedBindings)) return `all of ${text}`
  const found = namedBindings.elements.find(
    (one) => !one.isTypeOnly && connects.has((one.propertyName ?? one.name).text),
  )
  return found && `${found.getText()} of ${text}`
}

/** The gateway answers sockets that were opened to us. */
const answersOnly = 'server/src/platform/gateway/'

export function wayOutRule(holders: Record<string, string>): Rule {
  const uses = perFile(
    { name: 'one-way-out', why: '' },
    (path) => path.startsWith('server/src/') && !isTest(path) && !(path in holders) && !path.startsWith(answersOnly),
    ({ ast }, report) => {
      visit(ast, (node) => {
        const what = reachesOut(node)
        if (what !== undefined) report(node, `${what}, which is not granted to this file`)
      })
    },
  )
  return {
    name: 'one-way-out',
    why: 'requests go through platform/outgoing, which leads into no private network (tools/source-rules/outgoing.ts)',
    check: (sources) => [...uses.check(sources), ...stale(holders, sources)],
  }
}

function stale(holders: Record<string, string>, sources: Source[]) {
  const isUsed = (path: string) => {
    const ast = sources.find((file) => file.path === path)?.ast
    let used = false
    if (ast) visit(ast, (node) => void (used ||= reachesOut(node) !== undefined))
    return used
  }
  return Object.keys(holders)
    .filter((path) => !isUsed(path))
    .map((path) => ({ path, line: 1, message: 'was granted a way out and does not use it: take the grant back' }))
}

export const oneWayOut = wayOutRule(waysOut)
