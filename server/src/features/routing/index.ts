import type { Bindable } from '../../platform/operations'
import { getDesk } from './get-desk'
import { getEnded } from './get-ended'
import { listColleagues } from './list-colleagues'
import { listDialogues } from './list-dialogues'
import { getPlace } from './get-place'
import { setCleared } from './set-cleared'
import { setPresence } from './set-presence'

export { readConnected } from './presence.store'
export { createLeases } from './leases'
export { releaseAbsent, releaseHeldBy } from './release-absent'
export { startQueueWatch } from './queue-watch'
export { createRouter, type Router } from './router'
export { reactToEvents } from './routing.reactions'
export { resetPresenceAfterAbsence } from './reset-absent'
export { groupUses, isStaffed } from './group-uses'
export { changePresence, resetPresenceAtSignIn } from './set-presence'
export { tellConnections } from './tell-connections'

/** An agent's own desk, and a visitor's place in the line. */
export const routingOperations: Bindable[] = [
  getDesk,
  getEnded,
  listColleagues,
  listDialogues,
  setCleared,
  setPresence,
  getPlace,
]
