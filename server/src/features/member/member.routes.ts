import { operations } from '@keqiao/contract'
import type { Doors } from '../../platform/database/doors'
import { bind, refuse, type Binding } from '../../platform/operations'
import { listMembers } from './list-members'

/** The operations of members. */
export function memberRoutes(doors: Doors): Binding[] {
  return [
    bind(operations.member.list, async (actor, input) =>
      actor.kind === 'member' ? listMembers(doors, actor, input) : refuse('forbidden'),
    ),
  ]
}
