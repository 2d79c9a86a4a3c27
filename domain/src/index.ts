export * from './account'
export * from './contrast'
export * from './ids'
export * from './permissions'
export * from './phrase'
export * from './reach'
export * from './text'
export * from './contact/region'
export * from './contact/tag-name'
export * from './contact/visit'
export * from './conversation/actor'
export * from './conversation/body'
export * from './conversation/dialogue-facts'
export * from './conversation/events'
export * from './conversation/rating-levels'
export * from './conversation/room-number'
export * from './conversation/silence'
export * from './conversation/state'
export * as decide from './conversation/decide'
export * as supervise from './conversation/supervise'
export * as decideRating from './conversation/decide-rating'
export type { LegFacts, RatingState } from './conversation/decide-rating'
export type {
  AgentLoad,
  Decision,
  Outcome,
  Refusal,
  SaidMessage,
  StatePatch,
  TransferTarget,
} from './conversation/decide'
export * from './form/check-answers'
export * from './form/check-form'
export * from './form/form'
export * from './form/summary-facts'
export * as metric from './metric'
export * from './routing/choose-agent'
export * from './routing/presence'
export * from './routing/queue-place'
export * from './monitor/board-change'
export * from './monitor/board-scope'
export * from './monitor/invitation'
export * from './schedule/business-hours'
export * from './schedule/zoned-time'
