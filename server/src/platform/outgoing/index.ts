export {
  createOutgoing,
  OutgoingError,
  urlFault,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingRequest,
} from './outgoing'
export { isPublicAddress, lookupPublic } from './public-address'
