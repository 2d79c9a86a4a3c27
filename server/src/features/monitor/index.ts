import type { Bindable } from '../../platform/operations'
import { monitorQueries } from './board.queries'
import { setPresence, setWork } from './steer-agent'

export { startBoardWatch, type BoardWatch } from './board-watch'
export { sampleQueues, sampleQueuesEveryMs } from './queue-samples'

/** 监控: the board, and steering from it. */
export const monitorOperations: Bindable[] = [...monitorQueries, setPresence, setWork]
