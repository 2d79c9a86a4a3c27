import type { Bindable } from '../../platform/operations'
import { getDesk } from './get-desk'
import { listColleagues } from './list-colleagues'
import { setPresence } from './set-presence'

export { createLeases } from './leases'
export { releaseAbsent, releaseHeldBy } from './release-absent'
export { createRouter, type Router } from './router'
export { reactToEvents } from './routing.reactions'
export { resetPresenceAtSignIn } from './set-presence'

/** An agent's own desk. */
export const routingOperations: Bindable[] = [getDesk, listColleagues, setPresence]
