import type { Dice } from './dice'

/** A JSON schema, or a piece of one. */
export interface JsonSchema {
  readonly [key: string]: unknown
}

/** Makes values that fit a schema as far as a schema can say it; refinements of ours may refuse them all the same. */
export interface Sampler {
  /** Known ids stand where an id is wanted now and then, so that some calls get beyond "not found". */
  value(schema: JsonSchema, name?: string): unknown
}

interface SamplerOptions {
  readonly dice: Dice
  /** Named pieces: `#/components/schemas/X` of the document. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
  /** Something real for a field of this name, if there is. */
  readonly known: (name: string) => string | undefined
}

/** Words at the edges: empty, wide, combining, right to left, astral, markup, statements, paths. */
export const oddTexts = [
  '',
  ' ',
  '退货',
  '👩‍👩‍👧‍👦',
  'e\u0301\u0301\u0301',
  '\u202Eطلب',
  '\uFEFF',
  '\u2028',
  "'; drop table contacts; --",
  '<img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  '../../etc/passwd',
  '%00%ff',
  'null',
  '__proto__',
  '1e999',
] as const

/** Draws from a schema; nothing in it is remembered. */
export function samplerOf({ dice, schemas, known }: SamplerOptions): Sampler {
  function value(schema: JsonSchema, name = '', depth = 0): unknown {
    const named = typeof schema['$ref'] === 'string' ? schemas[schema['$ref'].split('/').pop() ?? ''] : undefined
    if (named) return depth > 8 ? null : value(named, name, depth + 1)
    if ('const' in schema) return schema['const']
    if (Array.isArray(schema['enum'])) return dice.pick(schema['enum'] as unknown[])
    const choices = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined
    if (choices) return value(dice.pick(choices) ?? {}, name, depth + 1)
    if (Array.isArray(schema['allOf']))
      return Object.assign({}, ...schema['allOf'].map((part) => value(part as JsonSchema, name, depth + 1))) as unknown
    const type = Array.isArray(schema['type']) ? dice.pick(schema['type'] as string[]) : schema['type']
    switch (type) {
      case 'object':
        return objectOf(schema, depth)
      case 'array':
        return Array.from({ length: lengthOf(schema, depth) }, () =>
          value((schema['items'] ?? {}) as JsonSchema, name, depth + 1),
        )
      case 'string':
        return textOf(schema, name)
      case 'integer':
      case 'number':
        return numberOf(schema)
      case 'boolean':
        return dice.happens(0.5)
      default:
        return null
    }
  }

  function objectOf(schema: JsonSchema, depth: number): Record<string, unknown> {
    const required = new Set((schema['required'] ?? []) as string[])
    const made: Record<string, unknown> = {}
    for (const [name, of] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>))
      if (required.has(name) || (depth < 5 && dice.happens(0.5))) made[name] = value(of, name, depth + 1)
    return made
  }

  function lengthOf(schema: JsonSchema, depth: number): number {
    const least = Number(schema['minItems'] ?? 0)
    return depth > 6 ? least : least + dice.below(Math.min(3, Number(schema['maxItems'] ?? 3) - least + 1))
  }

  function textOf(schema: JsonSchema, name: string): string {
    if (schema['format'] === 'uuid') return (dice.happens(0.7) ? known(name) : undefined) ?? uuidOf(dice)
    if (schema['format'] === 'date') return `2026-11-${String(1 + dice.below(30)).padStart(2, '0')}`
    const least = Number(schema['minLength'] ?? 0)
    const most = Number(schema['maxLength'] ?? 60)
    const text = (dice.happens(0.3) ? known(name) : undefined) ?? dice.pick(oddTexts)
    return (text.length < least ? text.padEnd(least, '客') : text).slice(0, most)
  }

  function numberOf(schema: JsonSchema): number {
    const least = Number(schema['minimum'] ?? -10)
    const most = Number(schema['maximum'] ?? 1_000)
    if (dice.happens(0.1)) return dice.pick([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 2 ** 31])
    return dice.pick([least, most, least + dice.below(Math.min(10, most - least + 1))])
  }

  return { value: (schema, name) => value(schema, name) }
}

/** An id that names nothing. */
export function uuidOf(dice: Dice): string {
  const hex = Array.from({ length: 32 }, () => dice.below(16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}
