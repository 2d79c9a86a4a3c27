export { createOutgoing, OutgoingError, type Outgoing, type OutgoingAnswer, type OutgoingRequest } from './outgoing'
export { isPublicAddress, lookupPublic } from './public-address'
