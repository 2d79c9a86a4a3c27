import {
  acceptsApiKey,
  bodyInput,
  conversationSnapshot,
  conversationView,
  deskView,
  errors,
  eventView,
  fileView,
  meView,
  visitorSessionView,
  type ErrorCode,
  type Operation,
} from '@keqiao/contract'
import { z } from 'zod'
import { webhooksOfOpenApi } from './webhook-docs'

/** A JSON schema, as plain data. */
export type Schema = { readonly [key: string]: unknown }

/** Where an input field travels. */
export interface Field {
  readonly name: string
  readonly in: 'path' | 'query' | 'body'
  readonly required: boolean
  readonly schema: Schema
}

/** One operation as the API tells of it; the OpenAPI document and the readable page are both made from this. */
export interface DescribedOperation {
  readonly operation: Operation
  readonly feature: string
  readonly fields: readonly Field[]
  readonly output: Schema
  readonly errors: readonly ErrorCode[]
}

/** Views that several operations share, under the names they have in the document. */
const named: Record<string, z.ZodType> = {
  Conversation: conversationView,
  ConversationSnapshot: conversationSnapshot,
  Event: eventView,
  Desk: deskView,
  Me: meView,
  VisitorSession: visitorSessionView,
  File: fileView,
  MessageBodyInput: bodyInput,
}

/** Describes the registry: fields, shared schemas and every refusal a caller can meet. */
export function describeOperations(operations: readonly Operation[]): {
  operations: DescribedOperation[]
  schemas: Record<string, Schema>
} {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  const schemas: Record<string, Schema> = {}

  /** What travels is what a schema takes: our transforms brand ids, they do not change the wire. */
  function schemaOf(type: z.ZodType): Schema {
    const made = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any', metadata: registry }) as Schema
    const { $schema: _dialect, $defs, ...own } = tidy(made) as Record<string, Schema>
    for (const [name, schema] of Object.entries($defs ?? {})) schemas[name] ??= withoutId(schema as Schema)
    const id = registry.get(type)?.id
    if (id === undefined) return withoutId(own)
    schemas[id] ??= withoutId(own)
    return { $ref: `#/components/schemas/${id}` }
  }

  const described = operations.map((operation) => ({
    operation,
    feature: operation.name.split('.')[0] ?? '',
    fields: fieldsOf(operation, schemaOf(operation.input)),
    output: schemaOf(operation.output),
    errors: errorsOf(operation),
  }))
  return { operations: described, schemas }
}

const withoutId = ({ id: _id, ...schema }: Schema): Schema => schema

/** References into the document's components, and no bounds that only say "a safe integer". */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([key, entry]) => !(key === 'minimum' && entry === Number.MIN_SAFE_INTEGER))
    .filter(([key, entry]) => !(key === 'maximum' && entry === Number.MAX_SAFE_INTEGER))
    .filter(([key]) => !(key === 'pattern' && 'format' in value && value.format === 'uuid'))
  return Object.fromEntries(
    entries.map(([key, entry]) => [
      key,
      key === '$ref' && typeof entry === 'string' ? entry.replace('#/$defs/', '#/components/schemas/') : tidy(entry),
    ]),
  )
}

function fieldsOf({ http }: Operation, input: Schema): Field[] {
  const properties = (input.properties ?? {}) as Record<string, Schema>
  const required = (input.required ?? []) as string[]
  return Object.entries(properties).map(([name, schema]) => {
    const inPath = http.path.includes(`{${name}}`)
    const where = inPath ? 'path' : http.method === 'GET' ? 'query' : 'body'
    return { name, in: where, required: inPath || required.includes(name), schema }
  })
}

/** Own refusals first, then those that every operation of its kind has. */
function errorsOf(operation: Operation): ErrorCode[] {
  const isCommand = operation.kind === 'command'
  const isPublic = operation.callers.includes('public')
  const common: (ErrorCode | false)[] = [
    'input_invalid',
    takesKey(operation) && 'client_id_required',
    takesKey(operation) && 'client_id_reused',
    !isPublic && 'unauthenticated',
    acceptsApiKey(operation) && 'api_key_invalid',
    operation.callers.includes('member') && !acceptsApiKey(operation) && 'api_key_not_accepted',
    (operation.permission !== null || !isPublic) && 'forbidden',
    isCommand && (operation.callers.includes('member') || operation.name === 'session.signIn') && 'origin_refused',
    operation.http.path.includes('{') && 'not_found',
    isCommand && !isUpload(operation) && 'frame_too_large',
    'rate_limited',
    'server_draining',
    'unavailable',
    'internal',
  ]
  return [...new Set([...operation.errors, ...common.filter((code) => code !== false)])]
}

/** Its body is a file and no JSON. */
const isUpload = ({ name }: Pick<Operation, 'name'>): boolean => name.startsWith('file.upload')

/** Signing in and out is not done twice by a repeat; everything else that changes something carries a key. */
export const takesKey = ({ kind, httpOnly, name }: Operation): boolean =>
  kind === 'command' && (!httpOnly || isUpload({ name }))

/** The OpenAPI 3.1 document of the registry. */
export function createOpenApi(operations: readonly Operation[], version: string): Schema {
  const described = describeOperations(operations)
  const paths: Record<string, Record<string, Schema>> = {}
  for (const one of described.operations) {
    const { method, path } = one.operation.http
    paths[path] = { ...paths[path], [method.toLowerCase()]: pathItem(one) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keqiao',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Customer service: visitors and agents talk, durably. Refusals carry a stable code.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(described.operations.map(({ feature }) => feature))].map((name) => ({ name })),
    paths,
    webhooks: webhooksOfOpenApi(),
    components: {
      schemas: { ...described.schemas, Refusal: refusalSchema },
      securitySchemes: {
        member: { type: 'apiKey', in: 'cookie', name: 'session', description: 'Set by session.signIn. Opaque.' },
        visitor: { type: 'http', scheme: 'bearer', description: 'The token of visitor.identify.' },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'kq_…',
          description: 'An API key of the merchant that has the permission (x-permission) among its scopes.',
        },
      },
    },
  }
}

const refusalSchema: Schema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code'],
      properties: {
        code: { type: 'string', enum: Object.keys(errors) },
        data: { type: 'object', additionalProperties: true },
        retryable: { type: 'boolean', description: 'the same call may succeed later' },
        retryAfterMs: { type: 'integer', minimum: 0 },
      },
    },
  },
}

function pathItem({ operation, feature, fields, output, errors: codes }: DescribedOperation): Schema {
  const body = fields.filter((field) => field.in === 'body')
  const secured: Schema[] = operation.callers
    .filter((caller) => caller !== 'public')
    .map((caller) => ({ [caller]: [] }))
  if (acceptsApiKey(operation)) secured.push({ apiKey: [] })
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [feature],
    ...(operation.permission === null ? {} : { 'x-permission': operation.permission }),
    security: operation.callers.includes('public') ? [] : secured,
    parameters: [...fields.filter((field) => field.in !== 'body').map(parameter), ...idempotencyKey(operation)],
    ...requestBody(operation, body),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: output } } },
      ...refusals(codes),
    },
  }
}

const parameter = ({ name, in: where, required, schema }: Field): Schema => ({ name, in: where, required, schema })

function idempotencyKey(operation: Operation): Schema[] {
  if (!takesKey(operation)) return []
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'The client id: the same key repeats the first answer instead of doing it twice.',
      schema: { type: 'string', format: 'uuid' },
    },
  ]
}

function requestBody(operation: Operation, body: readonly Field[]): Schema {
  const { http } = operation
  if (isUpload(operation)) {
    const properties = { file: { type: 'string', contentMediaType: 'application/octet-stream' } }
    const schema = { type: 'object', required: ['file'], properties }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (http.method === 'GET' || body.length === 0) return {}
  const required = body.filter((field) => field.required).map((field) => field.name)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(body.map((field) => [field.name, field.schema])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
  return { requestBody: { required: required.length > 0, content: { 'application/json': { schema } } } }
}

/** One response for each status; its description names the codes behind it. */
function refusals(codes: readonly ErrorCode[]): Record<string, Schema> {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes) byStatus.set(errors[code].status, [...(byStatus.get(errors[code].status) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `\`${code}\`: ${errors[code].meaning}`).join('\n\n'),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    ]),
  )
}
