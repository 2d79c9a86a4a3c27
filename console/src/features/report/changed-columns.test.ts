import { metricSettings } from '@keqiao/contract'
import { reportWords } from '@keqiao/contract/i18n/report-words'
import { expect, it } from 'vitest'
import { changedColumns } from './changed-columns'

const usual = metricSettings.parse({})

it('RPT-01: names the columns that were counted in more than one way, of those that are looked at', () => {
  const inForce = [
    { fromAt: null, settings: usual },
    { fromAt: 900_000, settings: { ...usual, validBy: 'both' as const, replySeconds: 60 } },
  ]
  const looked = ['date', 'validDialogues', 'meanFirstReply', 'replyInTimeRate'] as const
  expect(changedColumns(reportWords['zh-CN'], inForce, looked)).toEqual(['validDialogues', 'replyInTimeRate'])
  expect(changedColumns(reportWords['zh-CN'], inForce.slice(1), looked)).toEqual([])
})
