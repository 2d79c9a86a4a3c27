import type { Bindable } from '../../platform/operations'
import { getDesk } from './get-desk'
import { setPresence } from './set-presence'

export { createLeases } from './leases'
export { resetPresenceAtSignIn } from './set-presence'

/** An agent's own desk. */
export const routingOperations: Bindable[] = [getDesk, setPresence]
