export { startLateAnswerSweep } from './late-answers'
export { reactToSlaSettings } from './sla.reactions'
export { slaOperations } from './sla.routes'
