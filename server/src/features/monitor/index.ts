import type { Bindable } from '../../platform/operations'
import { monitorQueries } from './board.queries'
import { setPresence, setWork } from './steer-agent'
import { listWatches } from './watch.queries'

export { startBoardWatch, type BoardWatch } from './board-watch'
export { startWatchLog, type WatchLog } from './watch-log'
export { sampleQueues, sampleQueuesEveryMs } from './queue-samples'

/** 监控: the board, and steering from it. */
export const monitorOperations: Bindable[] = [...monitorQueries, listWatches, setPresence, setWork]
