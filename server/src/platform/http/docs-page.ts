import { acceptsApiKey, errors, type Operation } from '@keqiao/contract'
import { docsStyle } from './docs-style'
import { describeOperations, takesKey, type DescribedOperation, type Field, type Schema } from './openapi'
import { escapeHtml } from './sites'
import { describedWebhooks } from './webhook-docs'

/** The readable API page, made from the same registry as the OpenAPI document. `nonce` lets its one style sheet in. */
export function renderDocs(operations: readonly Operation[], publicUrl: string, nonce: string): string {
  const described = describeOperations(operations)
  const features = [...new Set(described.operations.map(({ feature }) => feature))]
  const sections = features.map((feature) => {
    const own = described.operations.filter((one) => one.feature === feature)
    return `<section><h2 id="${feature}">${feature}</h2>${own.map((one) => renderOperation(one, publicUrl)).join('')}</section>`
  })
  const schemas = Object.entries(described.schemas)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => `<h3 id="schema-${name}">${name}</h3><pre>${describeType(schema)}</pre>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Keqiao API</title>
<style nonce="${escapeHtml(nonce)}">${docsStyle}</style>
</head>
<body>
<nav aria-label="Contents"><strong>Keqiao API</strong>${renderContents(described.operations, features)}</nav>
<main>
<h1>Keqiao API</h1>
${introduction}
${sections.join('\n')}
<section><h2 id="webhooks">webhooks</h2>${renderWebhooks()}</section>
<section><h2 id="schemas">schemas</h2>${schemas.join('\n')}</section>
<section><h2 id="errors">errors</h2>${renderErrors()}</section>
</main>
</body>
</html>
`
}

const introduction = `<p>Every operation below can be called over HTTP, and over the WebSocket at <code>/ws</code> by its name, unless
it sets cookies or carries a file. The machine-readable description is <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<dl>
<dt>Who calls</dt><dd>A <b>member</b> of staff is known by the session cookie; what changes something must then come from a page of
this installation (<code>Origin</code>). A <b>visitor</b> is known by <code>Authorization: Bearer</code> and the token of
<a href="#visitor.identify">visitor.identify</a>. A <b>program</b> of the merchant is known by <code>Authorization: Bearer</code> and an
API key (管理中心 → API 密钥): it acts for the member who made it, with those of his permissions that are among the key's scopes, and
needs neither cookie nor <code>Origin</code>. Operations that take no key say so.</dd>
<dt>Doing it once</dt><dd>A command carries <code>Idempotency-Key</code>, a UUID of your choice. Repeating it with the same key and
input repeats the first answer; with other input it is refused.</dd>
<dt>Refusals</dt><dd><code>{ "error": { "code", "data", "retryable", "retryAfterMs" } }</code>. Codes are stable; they are
<a href="#errors">listed below</a>.</dd>
<dt>Accounts from elsewhere</dt><dd>A merchant's back office keeps its accounts by SCIM 2.0 (RFC 7643, RFC 7644) at <code>/scim/v2</code>,
with a token of the management centre (see <a href="#provisioning">provisioning</a>); <code>/scim/v2/Schemas</code> says what it may send.</dd>
<dt>Instants</dt><dd>Milliseconds since 1970 in UTC.</dd>
</dl>`

function renderContents(operations: readonly DescribedOperation[], features: readonly string[]): string {
  const groups = features.map((feature) => {
    const links = operations
      .filter((one) => one.feature === feature)
      .map(({ operation: { name } }) => `<li><a href="#${name}">${name.slice(feature.length + 1)}</a></li>`)
    return `<a href="#${feature}">${feature}</a><ul>${links.join('')}</ul>`
  })
  return [
    ...groups,
    '<a href="#webhooks">webhooks</a>',
    '<a href="#schemas">schemas</a>',
    '<a href="#errors">errors</a>',
  ].join('')
}

function renderOperation(one: DescribedOperation, publicUrl: string): string {
  const { operation, fields, output, errors: codes } = one
  const { name, summary, http, callers, permission, kind } = operation
  const links = codes.map((code) => `<a href="#error-${code}"><code>${code}</code></a>`).join(' ')
  return `<article id="${name}">
<h3><a href="#${name}">${name}</a></h3>
<p class="address"><b class="method ${http.method.toLowerCase()}">${http.method}</b> <code>${escapeHtml(http.path)}</code></p>
<p>${escapeHtml(summary)}.</p>
<dl class="facts"><dt>Kind</dt><dd>${kind}</dd><dt>Callers</dt><dd>${callers.join(', ')}</dd>
${callers.includes('member') ? `<dt>API key</dt><dd>${acceptsApiKey(operation) ? `with scope <code>${permission}</code>` : 'no'}</dd>` : ''}
${permission === null ? '' : `<dt>Permission</dt><dd><code>${permission}</code> for members</dd>`}</dl>
${fields.length === 0 ? '<p>No input.</p>' : renderFields(fields)}
<h4>Answer</h4><pre>${describeType(output)}</pre>
<h4>Refusals</h4><p class="codes">${links}</p>
<h4>Example</h4><pre>${escapeHtml(curlOf(one, publicUrl))}</pre>
</article>`
}

function renderFields(fields: readonly Field[]): string {
  const rows = fields.map(
    ({ name, in: where, required, schema }) =>
      `<tr><td><code>${name}</code>${required ? '' : ' <i>optional</i>'}</td><td>${where}</td>` +
      `<td><code>${describeType(schema)}</code></td></tr>`,
  )
  return `<div class="wide"><table><thead><tr><th>Field</th><th>In</th><th>Type</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

/** What is posted to endpoints of a merchant. */
function renderWebhooks(): string {
  const events = describedWebhooks.map(
    ({ type, summary, permission, data }) => `<article id="webhook-${type}">
<h3><a href="#webhook-${type}">${type}</a></h3>
<p>${escapeHtml(summary)}.${permission === null ? '' : ` Whoever subscribes needs <code>${permission}</code>.`}</p>
<h4>data</h4><pre>${describeType(data)}</pre>
</article>`,
  )
  return `<p>Posted as <code>{ "type", "timestamp", "data" }</code> to the endpoints made by <a href="#webhook.create">webhook.create</a>,
signed by <a href="https://www.standardwebhooks.com">Standard Webhooks</a>.</p>${events.join('')}`
}

function renderErrors(): string {
  const rows = Object.entries(errors).map(
    ([code, { status, meaning, retryable }]) =>
      `<tr id="error-${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(meaning)}` +
      `${retryable ? ' <i>Try again later.</i>' : ''}</td></tr>`,
  )
  return `<div class="wide"><table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

/** A JSON schema as people write types, in HTML. */
export function describeType(schema: Schema, indent = ''): string {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return `<a href="#schema-${name}">${name}</a>`
  }
  const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (options) return options.map((option) => describeType(option, indent)).join(' | ')
  if ('const' in schema) return escapeHtml(JSON.stringify(schema.const))
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => escapeHtml(JSON.stringify(value))).join(' | ')
  // A tuple: its members in their order, and nothing after them.
  if (Array.isArray(schema.prefixItems))
    return `[${(schema.prefixItems as Schema[]).map((member) => describeType(member, indent)).join(', ')}]`
  if (schema.type === 'array') return `${grouped((schema.items ?? {}) as Schema, indent)}[]${bounds(schema)}`
  if (schema.type === 'object') return describeObject(schema, indent)
  const type = typeof schema.type === 'string' ? schema.type : 'any'
  return `${typeof schema.format === 'string' ? schema.format : type}${bounds(schema)}`
}

function grouped(items: Schema, indent: string): string {
  const text = describeType(items, indent)
  return text.includes(' | ') ? `(${text})` : text
}

function describeObject(schema: Schema, indent: string): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  if (properties.length === 0) return '{}'
  const required = new Set(schema.required as string[] | undefined)
  const inner = `${indent}  `
  const lines = properties.map(([name, property]) => {
    const note = typeof property.description === 'string' ? `  <i>${escapeHtml(property.description)}</i>` : ''
    return `${inner}${name}${required.has(name) ? '' : '?'}: ${describeType(property, inner)}${note}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function bounds(schema: Schema): string {
  const parts = [
    range('length', schema.minLength, schema.maxLength),
    range('', schema.minimum, schema.maximum),
    range('items', schema.minItems, schema.maxItems),
    typeof schema.pattern === 'string' ? `matching ${schema.pattern}` : '',
    'default' in schema ? `default ${JSON.stringify(schema.default)}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : ` <i>${escapeHtml(parts.join(', '))}</i>`
}

function range(what: string, min: unknown, max: unknown): string {
  const label = what === '' ? '' : `${what} `
  if (typeof min === 'number' && typeof max === 'number') return `${label}${min} to ${max}`
  if (typeof max === 'number') return `${label}up to ${max}`
  return typeof min === 'number' ? `${label}from ${min}` : ''
}

function curlOf({ operation, fields }: DescribedOperation, publicUrl: string): string {
  const { http, callers, name } = operation
  const isUpload = name === 'file.upload'
  const lines = [`curl -X ${http.method} '${publicUrl}${http.path.replace(/\{(\w+)\}/g, '$$$1')}'`]
  if (callers.includes('visitor')) lines.push(`-H "Authorization: Bearer $TOKEN"`)
  else if (acceptsApiKey(operation)) lines.push(`-H "Authorization: Bearer $API_KEY"`)
  else if (callers.includes('member')) lines.push(`-b cookies.txt -H 'Origin: ${publicUrl}'`)
  else if (name === 'session.signIn') lines.push(`-c cookies.txt -H 'Origin: ${publicUrl}'`)
  if (takesKey(operation)) lines.push(`-H "Idempotency-Key: $(uuidgen)"`)
  const body = fields.filter((field) => field.in === 'body' && field.required)
  if (isUpload) lines.push(`-F 'file=@photo.jpg'`)
  else if (http.method !== 'GET' && body.length > 0) {
    const example = Object.fromEntries(body.map((field) => [field.name, exampleOf(field.schema)]))
    lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example)}'`)
  }
  return lines.join(' \\\n  ').replace(/'([^']*\$[^']*)'/g, '"$1"')
}

function exampleOf(schema: Schema): unknown {
  if (String(schema.$ref).endsWith('/MessageBodyInput')) return { kind: 'text', text: 'Hello' }
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return true
  return schema.type === 'object' || schema.type === undefined ? {} : '…'
}
