import type { Scope } from '../permissions'

interface Board {
  readonly groups: readonly { readonly id: string }[]
  readonly agents: readonly { readonly id: string; readonly groupIds: readonly string[] }[]
  readonly waiting: readonly { readonly groupId: string }[]
  readonly dialogues: readonly { readonly groupId: string; readonly agent: { readonly id: string } }[]
}

/**
 * What of the board a member may see: all of it, his groups with whoever serves them, or, whose data reaches no further
 * than himself, the lines he serves and what he holds. Groups of an agent that are not the reader's are not named to him.
 */
export function boardFor<View extends Board>(
  board: View,
  reader: { readonly id: string; readonly scope: Scope },
): View {
  if (reader.scope === 'tenant') return board
  const own = new Set(board.agents.find(({ id }) => id === reader.id)?.groupIds)
  const isOwn = reader.scope === 'own'
  const agents = board.agents
    .filter(({ id, groupIds }) => id === reader.id || (!isOwn && groupIds.some((groupId) => own.has(groupId))))
    .map((agent) => ({ ...agent, groupIds: agent.groupIds.filter((groupId) => own.has(groupId)) }))
  return {
    ...board,
    agents,
    groups: board.groups.filter(({ id }) => own.has(id)),
    waiting: board.waiting.filter(({ groupId }) => own.has(groupId)),
    dialogues: board.dialogues.filter(({ groupId, agent }) => (isOwn ? agent.id === reader.id : own.has(groupId))),
  }
}
