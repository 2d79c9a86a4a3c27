import { z } from 'zod'
import { matches, parseFilter, type Filter } from './scim-filter'
import { invalidValue, ScimRefusal } from './scim-refusal'
import { isObject, keyOf, readAttributePath, valueOf, type AttributePath, type ScimObject } from './scim-value'

/** One operation of a PATCH. Entra writes its name with a capital. */
const patchOperation = z.object({
  op: z
    .string()
    .transform((op) => op.toLowerCase())
    .pipe(z.enum(['add', 'replace', 'remove'])),
  path: z.string().max(500).optional(),
  value: z.unknown().optional(),
})
export type PatchOperation = z.output<typeof patchOperation>

const patchBody = z.object({ Operations: z.array(patchOperation).min(1).max(1_000) })

/** The operations of a PATCH's body. */
export function readPatch(body: unknown): PatchOperation[] {
  const isWrapped = isObject(body) && keyOf(body, 'operations')
  const parsed = patchBody.safeParse(isWrapped ? { Operations: valueOf(body, 'operations') } : body)
  if (!parsed.success) throw new ScimRefusal(400, 'invalidSyntax', 'Operations must be a list of add, replace, remove.')
  return parsed.data.Operations
}

interface Target {
  readonly path: AttributePath
  readonly filter: Filter | null
}

/** Never what an object has from its prototype. */
const own = (object: ScimObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

const pathShape = /^([^[\]]+)(?:\[(.*)\](?:\.([A-Za-z$][\w$-]*))?)?$/s

function readTarget(text: string): Target {
  const match = pathShape.exec(text.trim())
  const path = match?.[1] === undefined ? null : readAttributePath(match[1])
  if (!match || !path) throw new ScimRefusal(400, 'invalidPath', `${text} is no path.`)
  if (match[2] === undefined) return { path, filter: null }
  return { path: { ...path, sub: match[3] ?? null }, filter: parseFilter(match[2]) }
}

/** The resource after the operations (RFC 7644, section 3.5.2); what was given is left as it is. */
export function patched(resource: ScimObject, operations: readonly PatchOperation[]): ScimObject {
  const copy = structuredClone(resource)
  for (const operation of operations) apply(copy, operation)
  return copy
}

function apply(resource: ScimObject, { op, path, value }: PatchOperation): void {
  if (path !== undefined) return applyAt(resource, op, readTarget(path), value)
  if (op === 'remove') throw new ScimRefusal(400, 'noTarget', 'remove needs a path.')
  if (!isObject(value)) throw invalidValue('Without a path the value is an object of attributes.')
  // Entra puts paths into the keys ("name.givenName").
  for (const [key, part] of Object.entries(value)) {
    if (key.toLowerCase() !== 'schemas') applyAt(resource, op, readTarget(key), part)
  }
}

function applyAt(resource: ScimObject, op: PatchOperation['op'], { path, filter }: Target, value: unknown): void {
  const holder = holderOf(resource, path.extension)
  if (path.name === '') return replaceAll(holder, op, value)
  const key = keyOf(holder, path.name) ?? path.name
  if (filter) return applyToSome(holder, key, op, path.sub, filter, value)
  if (path.sub !== null) {
    const inner = own(holder, key)
    if (Array.isArray(inner)) {
      for (const item of inner) if (isObject(item)) set(item, path.sub, op, value)
      return
    }
    const object = isObject(inner) ? inner : {}
    set(object, path.sub, op, value)
    holder[key] = object
    return
  }
  set(holder, key, op, value)
}

function holderOf(resource: ScimObject, extension: string | null): ScimObject {
  if (extension === null) return resource
  const key = keyOf(resource, extension) ?? extension
  const there = own(resource, key)
  const holder = isObject(there) ? there : {}
  resource[key] = holder
  return holder
}

/** The path named an extension as a whole. */
function replaceAll(holder: ScimObject, op: PatchOperation['op'], value: unknown): void {
  if (op === 'remove') {
    for (const key of Object.keys(holder)) delete holder[key]
    return
  }
  if (!isObject(value)) throw invalidValue('An extension is an object.')
  for (const [name, part] of Object.entries(value)) set(holder, name, op, part)
}

function set(object: ScimObject, name: string, op: PatchOperation['op'], value: unknown): void {
  const key = keyOf(object, name) ?? name
  const there = own(object, key)
  if (op === 'remove') {
    // Okta and Entra name the members to be taken out in the value.
    const named = Array.isArray(value) ? value : isObject(value) ? [value] : null
    if (Array.isArray(there) && named) object[key] = there.filter((one) => !named.some(sameAs(one)))
    else delete object[key]
    return
  }
  if (op === 'add' && Array.isArray(there)) {
    const added = (Array.isArray(value) ? value : [value]).filter((one) => !there.some(sameAs(one)))
    object[key] = [...there, ...added]
    return
  }
  if (isObject(there) && isObject(value)) {
    for (const [part, given] of Object.entries(value)) set(there, part, op, given)
    return
  }
  object[key] = value
}

/** The same value of an attribute with several: by its `value`, where it has one. */
const sameAs = (one: unknown) => (other: unknown) => {
  const [a, b] = [one, other].map((item) =>
    isObject(item) && valueOf(item, 'value') !== undefined ? valueOf(item, 'value') : item,
  )
  return JSON.stringify(a) === JSON.stringify(b)
}

function applyToSome(
  holder: ScimObject,
  key: string,
  op: PatchOperation['op'],
  sub: string | null,
  filter: Filter,
  value: unknown,
): void {
  const there = own(holder, key)
  const items: unknown[] = Array.isArray(there) ? there : []
  const hits = items.filter((item): item is ScimObject => isObject(item) && matches(item, filter))
  if (op === 'remove') {
    if (sub === null) holder[key] = items.filter((item) => !hits.some((hit) => hit === item))
    else for (const hit of hits) delete hit[keyOf(hit, sub) ?? sub]
    return
  }
  // Both Entra and Okta write to `emails[type eq "work"]` before there is one, by add and by replace.
  const made = hits.length === 0 ? describedBy(filter) : null
  if (made) holder[key] = [...items, made]
  for (const hit of made ? [made] : hits) {
    if (sub !== null) set(hit, sub, op, value)
    else if (isObject(value)) Object.assign(hit, value)
    else throw invalidValue('A value of this attribute is an object.')
  }
}

/** The value that a filter of equations describes. */
function describedBy(filter: Filter): ScimObject {
  if (filter.kind === 'and') return { ...describedBy(filter.left), ...describedBy(filter.right) }
  if (filter.kind === 'compare' && filter.operator === 'eq') {
    const { value } = filter
    return {
      [filter.path.name]:
        typeof value === 'string' && /^(?:true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value,
    }
  }
  throw new ScimRefusal(400, 'noTarget', 'Nothing fulfils the filter of the path.')
}
