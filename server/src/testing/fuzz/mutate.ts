import type { Dice } from './dice'
import { oddTexts } from './sample'

/** Values that nobody's form sends: edges of numbers, wrong types, far too much, far too deep. */
const oddValues: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.1,
  () => -0,
  () => 2 ** 31,
  () => Number.MAX_SAFE_INTEGER,
  () => Number.MIN_SAFE_INTEGER,
  () => 1.7e308,
  () => 253_402_300_800_000,
  () => '',
  () => 'x'.repeat(9_000),
  () => '界'.repeat(3_000),
  () => '\u0000',
  () => 'a\u0000b',
  () => '\ud800',
  () => '2026-02-30',
  () => '9999-12-31',
  () => '00000000-0000-0000-0000-000000000000',
  () => 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  () => [],
  () => ({}),
  () => ({ kind: 'text' }),
  () => Array.from({ length: 500 }, (_, index) => index),
  () => deep(200),
]

/** Lists in lists. */
export function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Changes something somewhere in a value: another type, an odd text, a field too many or too few, something twice. */
export function mutate(value: unknown, dice: Dice): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || dice.happens(0.3))
      return dice.pick([() => [value], () => [...value, ...value, null], () => odd(dice)])()
    const at = dice.below(value.length)
    return value.map((one, index) => (index === at ? mutate(one, dice) : (one as unknown)))
  }
  if (typeof value !== 'object' || value === null) return odd(dice)
  const names = Object.keys(value)
  const record = value as Record<string, unknown>
  if (names.length === 0 || dice.happens(0.15)) return { ...record, [dice.pick(oddKeys)]: odd(dice) }
  const name = dice.pick(names) ?? ''
  if (dice.happens(0.15)) return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
  return { ...record, [name]: dice.happens(0.5) ? mutate(record[name], dice) : odd(dice) }
}

const oddKeys = [
  'surplus',
  '__proto__',
  'constructor',
  'toString',
  '',
  'tenantId',
  'tenant_id',
  'actor',
  '\u0000',
] as const

const odd = (dice: Dice): unknown => (dice.happens(0.4) ? dice.pick(oddTexts) : dice.pick(oddValues)?.())
