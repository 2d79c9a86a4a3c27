import type { Chance } from './chance.testing'

/** An event of a made-up past. */
export interface MadeEvent {
  readonly stream: 'conversation' | 'member' | 'group' | 'setting' | 'offlineMessage'
  readonly streamId: string
  seq: number
  readonly type: string
  readonly payload: Record<string, unknown>
  readonly actor: { readonly kind: 'visitor' | 'member' | 'system'; readonly id: string; readonly name: string }
  readonly at: number
}

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const system = { kind: 'system', id: '00000000-0000-0000-0000-000000000000', name: 'system' } as const

export interface Person {
  readonly id: string
  readonly name: string
  /** When an administrator shut him out, and let him in again (Infinity: he never did); in order. */
  readonly outs: readonly { readonly from: number; readonly to: number }[]
}

/** Whether somebody may work at an instant. */
export const isActive = ({ outs }: Person, at: number): boolean => !outs.some(({ from, to }) => from <= at && at < to)

/** When somebody who works at an instant is shut out next; Infinity: never. */
export const outFrom = ({ outs }: Person, at: number): number => outs.find(({ from }) => from > at)?.from ?? Infinity

/** Everything a history is made with. */
export interface World {
  readonly chance: Chance
  readonly groups: Person[]
  readonly agents: Person[]
  readonly channelIds: readonly string[]
  readonly begins: number
  readonly ends: number
  /** What people and groups are called at an instant. */
  readonly nameAt: (whose: Person, at: number) => string
  readonly renames: { readonly whose: Person; readonly at: number; readonly to: string }[]
  add(event: Omit<MadeEvent, 'seq'>): void
}

export const memberOf = ({ id }: Person, name: string) => ({ kind: 'member' as const, id, name })
export const longLived = (id: string) => `ff${id.slice(2)}`
