import ts from 'typescript'
import { isTest, perFile, visit, type Finding, type Rule, type Source } from './rule'

/** Files that may speak SQL. */
const speaksSql = (path: string) =>
  path.endsWith('.store.ts') || path.startsWith('server/src/platform/database/') || isTest(path)

/**
 * Statements as people write them: all upper or all lower case. "Select a file from your disk" is prose.
 */
const statements = [
  /^\s*(?:select|SELECT)\s[\s\S]*\s(?:from|FROM)\s/,
  /^\s*(?:select|SELECT)\s+[\w.]+\(/,
  /\b(?:insert into|INSERT INTO)\s+\S+/,
  /\b(?:update|UPDATE)\s+\S+\s+(?:set|SET)\s/,
  /\b(?:delete from|DELETE FROM)\s+\S+/,
  /^\s*(?:with|WITH)\s+\w+\s+(?:as|AS)\s*\(/,
  /^\s*(?:create|alter|drop|CREATE|ALTER|DROP)\s+(?:table|index|role|schema|database|TABLE|INDEX|ROLE|SCHEMA|DATABASE)\s/,
  /^\s*(?:truncate|TRUNCATE|listen|LISTEN|notify|NOTIFY)\s+\w+/,
  /^\s*(?:set local|SET LOCAL)\s/,
]

const builderCalls = new Set([
  'query',
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'executeQuery',
])

function sqlIn(node: ts.Node, ast: ts.SourceFile): string | undefined {
  if (ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText(ast))) return 'sql`…`'
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const name = node.expression.name.text
    if (builderCalls.has(name)) return `.${name}(`
  }
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
    const text = node.getText(ast).slice(1, -1)
    if (statements.some((pattern) => pattern.test(text))) return text.trim().split('\n')[0]?.slice(0, 60)
  }
  return undefined
}

export const sqlInStores: Rule = perFile(
  { name: 'sql-in-stores', why: 'only *.store.ts, platform/database and migrations speak SQL' },
  (path) => path.startsWith('server/src/') && !speaksSql(path),
  ({ ast }, report) => {
    visit(ast, (node) => {
      const sql = sqlIn(node, ast)
      if (sql) report(node, sql)
    })
  },
)

/** `send-message.ts` is a command; `message-batch.store.ts` is where commands of the message path are gathered. */
const mayAppend = (path: string) =>
  path.startsWith('server/src/platform/event-log/') ||
  /^server\/src\/features\/[^/]+\/(?:[a-z0-9-]+|[a-z0-9-]+-batch\.store)\.ts$/.test(path) ||
  isTest(path)

export const eventsByCommands: Rule = perFile(
  {
    name: 'events-by-commands',
    why: 'only commands append events: no query, view, access, audience, route or role does',
  },
  (path) => path.startsWith('server/src/') && (!mayAppend(path) || path.endsWith('/index.ts')),
  ({ ast }, report) => {
    visit(ast, (node) => {
      if (ts.isIdentifier(node) && node.text === 'insertEvents') report(node, 'insertEvents')
      const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
      if (isText && /\binto\s+events\b/i.test(node.getText(ast))) report(node, 'insert into events')
    })
  },
)

/**
 * The only files that may go through `withSystem`, the door without a tenant, each with the reason. Reviewed like a key cabinet:
 * a new line here is a decision about the wall between tenants.
 */
export const systemDoorHolders: Record<string, string> = {
  'server/src/features/api-key/recognise-api-key.ts': 'a key is looked up before its merchant is known',
  'server/src/features/channel/channel.queries.ts':
    'a visitor names a channel key; the tenant is what the look-up answers',
  'server/src/features/channel/recognise-visitor.ts': 'a visitor token is looked up before its tenant is known',
  'server/src/features/conversation/deadline-sweep.ts': 'one sweep takes the due deadlines of all tenants',
  'server/src/features/conversation/message-log.ts':
    'a batch appends for several tenants; each row is joined by (tenant, stream)',
  'server/src/features/conversation/visit-keeper.ts': 'a node writes down the page trails of all its visitors together',
  'server/src/features/conversation/visitor-watch.ts': 'a node notes the visitors of all its sockets together',
  'server/src/features/dialogue/find-messages.ts':
    'the index of the search is of no use behind the wall; the one function names merchant and scope itself',
  'server/src/features/monitor/queue-samples.ts': 'one look counts the lines of all merchants',
  'server/src/features/export/remove-expired.ts': 'one sweep removes the outdated files of all merchants',
  'server/src/features/file/serve-file.ts':
    'a signed address names a file and no tenant; the signature was checked before',
  'server/src/features/webhook/deliver-webhooks.ts': 'one look takes what is due to the endpoints of all merchants',
  'server/src/features/webhook/remove-old-deliveries.ts': 'one sweep tidies up the log of all merchants',
  'server/src/features/notification/push-keys.ts': 'the key pair of push belongs to the installation',
  'server/src/features/notification/push-watch.ts':
    'one look finds, over all merchants, whose window is closed while his visitors write',
  'server/src/features/knowledge/search-entries.ts':
    'row-level security keeps the planner from the index; the tenant is a lexeme and a predicate of every search',
  'server/src/features/visitor-mail/mute.routes.ts':
    'whoever wants no more mail names his address by a link, which tells the merchant',
  'server/src/features/operator/operator-accounts.ts': 'the operator belongs to no merchant',
  'server/src/features/operator/operator-acts.ts': 'what the operator did belongs to no merchant',
  'server/src/features/file/serve-avatar.ts':
    'a picture is shown to whoever sees its member; the address names him and no tenant',
  'server/src/features/past/seed-past.ts': 'the partitions of past months belong to the installation',
  'server/src/features/provisioning/provisioning-tokens.ts':
    'the token of a back office is looked up before its merchant is known',
  'server/src/features/routing/leases.ts': "a node renews the leases of all its sockets, whoever's they are",
  'server/src/features/routing/reset-absent.ts': 'since when somebody watches belongs to the installation',
  'server/src/features/routing/router.ts': 'the net under routing asks for which merchants somebody waits',
  'server/src/features/metric/rebuild-metrics.ts':
    'a rebuild reads the log and waits for its reader, as the reader does',
  'server/src/features/routing/tell-connections.ts':
    'one sweep finds the members of all merchants whose leases ran out',
  'server/src/features/routing/release-absent.ts': 'one sweep finds the absent agents of all merchants',
  'server/src/features/session/set-up-link.ts': 'the token of a set-up link is looked up before its merchant is known',
  'server/src/features/tenant/create-tenant.ts': 'a tenant is made before it can be inside itself',
  'server/src/features/tenant/find-tenant.ts': 'the merchant code at sign-in is looked up before there is a tenant',
  'server/src/features/tenant/suspend-tenant.ts': 'the operator acts on a tenant from outside',
  'server/src/platform/event-log/log-reader.ts': 'readers follow the log of all tenants',
  'server/src/platform/jobs/maintenance.ts': 'partitions and old rows belong to the installation',
  'server/src/features/conversation/compare-loads.ts': 'upkeep compares the loads of all agents with their legs',
  'server/src/roles/find-gone.ts': 'connected people of all tenants are asked about together',
  'server/src/roles/gateway.ts': 'one heartbeat reads the heads of streams that sockets of several tenants follow',
  'server/src/roles/worker.ts': 'sessions are looked up by their ids, as the gateway does',
  'server/src/secrets-command.ts': 'the operator seals the secrets of all merchants anew',
  'server/src/platform/jobs/worker.ts': 'the job queue is one for all tenants',
}

/** The door itself. */
const doorFolder = 'server/src/platform/database/'

export function systemDoorRule(holders: Record<string, string>): Rule {
  const uses = perFile(
    { name: 'system-door', why: '' },
    (path) => path.startsWith('server/src/') && !path.startsWith(doorFolder) && !isTest(path) && !(path in holders),
    ({ ast }, report) => {
      visit(ast, (node) => {
        if (ts.isIdentifier(node) && node.text === 'withSystem' && !ts.isImportSpecifier(node.parent)) {
          report(node, 'withSystem, which is not granted to this file')
        }
        // Under another name it would pass unseen.
        if (ts.isImportSpecifier(node) && node.propertyName?.text === 'withSystem') report(node, 'withSystem renamed')
      })
    },
  )
  return {
    name: 'system-door',
    why: 'withSystem sees every tenant: it is granted file by file in tools/source-rules/database.ts',
    check: (sources) => [...uses.check(sources), ...staleGrants(holders, sources)],
  }
}

function staleGrants(holders: Record<string, string>, sources: Source[]): Finding[] {
  return Object.keys(holders)
    .filter((path) => !sources.some((file) => file.path === path && file.text.includes('withSystem')))
    .map((path) => ({ path, line: 1, message: 'was granted withSystem and does not use it: take the grant back' }))
}

export const systemDoor = systemDoorRule(systemDoorHolders)
