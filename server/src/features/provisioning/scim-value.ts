/** A resource of SCIM, or a part of one, as JSON holds it. Names of attributes are compared whatever their case. */
export interface ScimObject {
  [name: string]: unknown
}

export const isObject = (value: unknown): value is ScimObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Under which key an attribute stands in an object, however it is written; null: it is not there. */
export function keyOf(object: ScimObject, name: string): string | null {
  if (Object.hasOwn(object, name)) return name
  const lower = name.toLowerCase()
  return Object.keys(object).find((key) => key.toLowerCase() === lower) ?? null
}

/** The value of an attribute, however its name is written; undefined: there is none. */
export function valueOf(object: ScimObject, name: string): unknown {
  const key = keyOf(object, name)
  return key === null ? undefined : object[key]
}

export const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const coreGroup = 'urn:ietf:params:scim:schemas:core:2.0:Group'
/** What an agent is beside a user: our own schema. */
export const agentExtension = 'urn:keqiao:params:scim:schemas:extension:agent:2.0:User'
const schemas = [coreUser, coreGroup, agentExtension]

/** An attribute: under which extension (null: the core), its name, and the part of it that is meant. */
export interface AttributePath {
  readonly extension: string | null
  readonly name: string
  readonly sub: string | null
}

const attribute = /^([A-Za-z$][\w$-]*)(?:\.([A-Za-z$][\w$-]*))?$/

/** Reads `userName`, `name.givenName` and both behind a schema's URN; null: it is none. An extension alone has no name. */
export function readAttributePath(text: string): AttributePath | null {
  const lower = text.toLowerCase()
  const schema = schemas.find((one) => lower === one.toLowerCase() || lower.startsWith(`${one.toLowerCase()}:`))
  const extension = schema === agentExtension ? schema : null
  if (schema !== undefined && text.length === schema.length) return { extension, name: '', sub: null }
  const match = attribute.exec(schema === undefined ? text : text.slice(schema.length + 1))
  return match?.[1] === undefined ? null : { extension, name: match[1], sub: match[2] ?? null }
}
