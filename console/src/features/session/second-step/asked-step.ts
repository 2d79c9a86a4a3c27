import type { WireError } from '@keqiao/contract/frames'

/** A key for an authenticator application; it counts once its first code came back with `setUp`. */
export interface ShownKey {
  readonly key: string
  readonly uri: string
  readonly setUp: string
}

/** What signing in asks for behind a right password: a code, or to set the second step up. */
export type AskedStep = { readonly kind: 'code' } | { readonly kind: 'set-up'; readonly shown: ShownKey }

/** Null: this refusal asks for neither. */
export function askedStepOf({ code, data }: WireError): AskedStep | null {
  if (code === 'second_factor_required') return { kind: 'code' }
  if (code !== 'second_factor_to_set_up') return null
  const { key, uri, setUp } = data ?? {}
  return typeof key === 'string' && typeof uri === 'string' && typeof setUp === 'string'
    ? { kind: 'set-up', shown: { key, uri, setUp } }
    : null
}
