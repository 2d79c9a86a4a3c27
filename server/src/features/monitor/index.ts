import type { Bindable } from '../../platform/operations'
import { monitorQueries } from './board.queries'
import { siteVisitorOperations } from './invite-visitor'
import type { SiteVisitors } from './site-visitors'
import { setPresence, setWork } from './steer-agent'
import { listWatches } from './watch.queries'

export { startBoardWatch, type BoardWatch } from './board-watch'
export { startWatchLog, type WatchLog } from './watch-log'
export { createSiteVisitors, type SiteVisitors } from './site-visitors'
export { invitationsOf } from './invite-visitor'
export { siteVisitorRoutes } from './site-visitors.routes'
export { sampleQueues, sampleQueuesEveryMs } from './queue-samples'

/** 监控: the board, steering from it, and the visitors of the shop's pages. */
export const monitorOperations = (site: SiteVisitors): Bindable[] => [
  ...monitorQueries,
  listWatches,
  setPresence,
  setWork,
  ...siteVisitorOperations(site),
]
