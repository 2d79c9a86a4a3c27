import type { ReportKey } from '@keqiao/contract/reports'
import type { IconName } from '../../icons/drawings'

/** Who may open 报表 (RPT-01). */
export const reportPermission = 'report:read'

/** 标准报表, in the order of the manual. */
export const reportMenu: readonly { readonly report: ReportKey; readonly icon: IconName }[] = [
  { report: 'satisfaction', icon: 'star' },
  { report: 'groupDaily', icon: 'calendar' },
  { report: 'groupHourly', icon: 'clock' },
  { report: 'agentDaily', icon: 'people' },
  { report: 'onlineTime', icon: 'power' },
  { report: 'offlineMessages', icon: 'mail' },
  { report: 'agentDuration', icon: 'history' },
]
