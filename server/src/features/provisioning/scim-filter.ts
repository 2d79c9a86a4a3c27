import { ScimRefusal } from './scim-refusal'
import { isObject, readAttributePath, valueOf, type AttributePath, type ScimObject } from './scim-value'

const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
type Operator = (typeof operators)[number]
type Literal = string | number | boolean | null

/** A filter of RFC 7644, section 3.4.2.2, read. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | { readonly kind: 'compare'; readonly path: AttributePath; readonly operator: Operator; readonly value: Literal }
  /** `emails[type eq "work"]`: one value that fulfils all of it. */
  | { readonly kind: 'some'; readonly path: AttributePath; readonly of: Filter }

/** How deep brackets may go: no back office writes more, and a stack has an end. */
const maxDepth = 20
const token = /\s*(?:(\(|\)|\[|\])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/y

const refuse = (why: string) => new ScimRefusal(400, 'invalidFilter', why)

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) throw refuse(`The filter cannot be read from character ${at + 1} on.`)
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '')
  }
  return tokens
}

/** Reads a filter; throws `invalidFilter`. */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text)
  let next = 0
  const peek = () => tokens[next]?.toLowerCase()
  const take = () => tokens[next++] ?? ''
  const expect = (what: string) => {
    if (take() !== what) throw refuse(`The filter lacks ${what}.`)
  }

  function either(depth: number): Filter {
    let left = both(depth)
    while (peek() === 'or') {
      take()
      left = { kind: 'or', left, right: both(depth) }
    }
    return left
  }

  function both(depth: number): Filter {
    let left = one(depth)
    while (peek() === 'and') {
      take()
      left = { kind: 'and', left, right: one(depth) }
    }
    return left
  }

  function inside(open: string, close: string, depth: number): Filter {
    expect(open)
    const filter = either(depth + 1)
    expect(close)
    return filter
  }

  function one(depth: number): Filter {
    if (depth > maxDepth) throw refuse('The filter is nested too deeply.')
    if (peek() === '(') return inside('(', ')', depth)
    if (peek() === 'not' && tokens[next + 1] === '(') {
      take()
      return { kind: 'not', of: inside('(', ')', depth) }
    }
    const path = readAttributePath(take())
    if (!path) throw refuse('The filter names no attribute where one should be.')
    if (peek() === '[') return { kind: 'some', path, of: inside('[', ']', depth) }
    const operator = take().toLowerCase()
    if (operator === 'pr') return { kind: 'present', path }
    const known = operators.find((candidate) => candidate === operator)
    if (!known) throw refuse(`${operator} is no operator.`)
    return { kind: 'compare', path, operator: known, value: literalOf(take()) }
  }

  const filter = either(0)
  if (next < tokens.length) throw refuse(`The filter goes on where it should end: ${tokens[next]}`)
  return filter
}

function literalOf(text: string): Literal {
  try {
    const value: unknown = JSON.parse(/^(?:true|false|null)$/i.test(text) ? text.toLowerCase() : text)
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Literal
  } catch {
    // Said below.
  }
  throw refuse('A value in the filter is neither a text in quotes, a number, true, false nor null.')
}

/** Whether a resource fulfils the filter. */
export function matches(resource: ScimObject, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(resource, filter.left) && matches(resource, filter.right)
    case 'or':
      return matches(resource, filter.left) || matches(resource, filter.right)
    case 'not':
      return !matches(resource, filter.of)
    case 'present':
      return valuesAt(resource, filter.path).some(isPresent)
    case 'some':
      return listAt(resource, filter.path).some((item) => isObject(item) && matches(item, filter.of))
    case 'compare':
      return compares(filter, valuesAt(resource, filter.path))
  }
}

const isPresent = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && (!Array.isArray(value) || value.length > 0)

function listAt(resource: ScimObject, { extension, name }: AttributePath): unknown[] {
  const holder = extension === null ? resource : valueOf(resource, extension)
  const value = isObject(holder) ? valueOf(holder, name) : undefined
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

/** Of an attribute with several values, all; of a complex one without a named part, its `value`. */
function valuesAt(resource: ScimObject, path: AttributePath): unknown[] {
  return listAt(resource, path).map((item) => {
    if (path.sub !== null) return isObject(item) ? valueOf(item, path.sub) : undefined
    return isObject(item) && valueOf(item, 'value') !== undefined ? valueOf(item, 'value') : item
  })
}

/** Attributes whose case counts (RFC 7643); all others are compared without. */
const exact = new Set(['id', 'externalid', '$ref'])

function compares({ path, operator, value }: Extract<Filter, { kind: 'compare' }>, found: readonly unknown[]): boolean {
  const present = found.filter((one) => one !== undefined && one !== null)
  if (value === null) return (present.length === 0) === (operator === 'eq')
  if (operator === 'ne') return !present.some((one) => comparesOne(path, 'eq', one, value))
  return present.some((one) => comparesOne(path, operator, one, value))
}

function comparesOne(path: AttributePath, operator: Operator, found: unknown, value: string | number | boolean) {
  // Some back offices put true and false into quotes.
  if (typeof found === 'boolean') return operator === 'eq' && String(found) === String(value).toLowerCase()
  if (typeof found === 'number' && typeof value === 'number') return orders(operator, found - value)
  if (typeof found !== 'string' || typeof value !== 'string') return false
  const isExact = exact.has(path.name.toLowerCase())
  const [one, other] = isExact ? [found, value] : [found.toLowerCase(), value.toLowerCase()]
  switch (operator) {
    case 'co':
      return one.includes(other)
    case 'sw':
      return one.startsWith(other)
    case 'ew':
      return one.endsWith(other)
    default:
      return orders(operator, one === other ? 0 : one < other ? -1 : 1)
  }
}

function orders(operator: Operator, difference: number): boolean {
  switch (operator) {
    case 'eq':
      return difference === 0
    case 'gt':
      return difference > 0
    case 'ge':
      return difference >= 0
    case 'lt':
      return difference < 0
    case 'le':
      return difference <= 0
    default:
      return false
  }
}

/** Values that a resource must have in these attributes for the filter to be fulfilled: by them it can be looked up. */
export function wantedValues(filter: Filter): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>()
  const collect = (part: Filter): void => {
    if (part.kind === 'and') [part.left, part.right].forEach(collect)
    if (part.kind !== 'compare' || part.operator !== 'eq' || typeof part.value !== 'string') return
    const { extension, name, sub } = part.path
    if (extension === null && sub === null) wanted.set(name.toLowerCase(), part.value)
  }
  collect(filter)
  return wanted
}
