import type { Bindable } from '../../platform/operations'
import { getDesk } from './get-desk'
import { getEnded } from './get-ended'
import { setCleared } from './set-cleared'
import { setPresence } from './set-presence'

export { createLeases } from './leases'
export { resetPresenceAtSignIn } from './set-presence'

/** An agent's own desk. */
export const routingOperations: Bindable[] = [getDesk, getEnded, setCleared, setPresence]
