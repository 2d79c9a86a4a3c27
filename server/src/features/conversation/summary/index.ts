import type { Bindable } from '../../../platform/operations'
import { getSummary } from './get-summary'
import { saveSummary } from './save-summary'
import { getSummarySettings, changeSummarySettings } from './summary-settings'

export { nicknamesOf } from './get-summary'
export { readSummaryOnClear } from './summary-settings'
export { selectLegs, selectUnsummarised } from './summary.store'
export { earlierSummaryView } from './summary.view'

/** 小结. */
export const summaryOperations: Bindable[] = [getSummary, saveSummary, getSummarySettings, changeSummarySettings]
