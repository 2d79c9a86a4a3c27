import { metricSettings } from '@keqiao/contract'
import { defineSetting } from '../tenant'

/** 统计口径. Figures read it from the log, by which they know since when it holds. */
export const metricSetting = defineSetting('metrics', metricSettings)
