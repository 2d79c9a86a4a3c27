import { z } from 'zod'

/** Each number that an input takes, at the smallest and the largest that its schema lets through. */
export function edgesOf(input: z.ZodType): [field: string, edge: number][] {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  return Object.entries(properties).flatMap(([field, schema]) => {
    const numbers = numbersIn(schema)
    return numbers.flatMap(({ minimum, maximum }): [string, number][] => [
      [field, minimum ?? Number.MIN_SAFE_INTEGER],
      [field, maximum ?? Number.MAX_SAFE_INTEGER],
    ])
  })
}

interface NumberSchema {
  readonly type?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly unknown[]
}

function numbersIn(schema: unknown): NumberSchema[] {
  if (typeof schema !== 'object' || schema === null) return []
  const one = schema as NumberSchema
  return one.type === 'integer' || one.type === 'number' ? [one] : (one.anyOf ?? []).flatMap(numbersIn)
}
