import { describe, expect, it } from 'vitest'
import { Ledger } from './ledger'
import { isClean, judge, type LoggedMessage } from './verdict'

/** Two authors, three messages each, in turn; the log begins with an event that is no message. */
function story() {
  const ledger = new Ledger()
  const log: LoggedMessage[] = []
  for (let i = 0; i < 6; i++) {
    const author = i % 2 === 0 ? 'v1' : 'a1'
    const text = ledger.nextText(author)
    ledger.said(author, text, `key-${i}`)
    ledger.acknowledged(`key-${i}`, i + 2)
    log.push({ seq: i + 2, text })
  }
  return { ledger, log }
}

function verdictOf(sql: readonly LoggedMessage[], api: readonly LoggedMessage[], ledger: Ledger) {
  const readings = new Map([
    ['sql', sql],
    ['api', api],
  ])
  return judge([{ conversationId: 'c', authors: ledger.authors(), readings }])
}

describe('verdict', () => {
  it('is clean when everything stands where it was acknowledged', () => {
    const { ledger, log } = story()
    expect(isClean(verdictOf(log, log, ledger))).toBe(true)
  })

  it('allows what was never acknowledged to be there or not, but only once and in order', () => {
    const { ledger, log } = story()
    const text = ledger.nextText('v1')
    ledger.said('v1', text, 'key-late')
    expect(isClean(verdictOf(log, log, ledger))).toBe(true)
    const landed = [...log, { seq: 8, text }]
    expect(isClean(verdictOf(landed, landed, ledger))).toBe(true)
    const twice = [...landed, { seq: 9, text }]
    expect(verdictOf(twice, twice, ledger)).toMatchObject({ duplicated: 1, lost: 0 })
  })

  it('counts what is lost, twice, out of order, elsewhere or from nowhere', () => {
    const { ledger, log } = story()
    const without = log.filter((_, i) => i !== 3)
    expect(verdictOf(without, without, ledger)).toMatchObject({ lost: 1, duplicated: 0 })
    const twice = [...log, { seq: 8, text: log[2]?.text ?? '' }]
    expect(verdictOf(twice, twice, ledger)).toMatchObject({ lost: 0, duplicated: 1 })
    const swapped = log.map((message, i) => ({
      seq: message.seq,
      text: log[i === 0 ? 2 : i === 2 ? 0 : i]?.text ?? '',
    }))
    expect(verdictOf(swapped, swapped, ledger)).toMatchObject({ reordered: 1, misplaced: 2 })
    const foreign = [...log, { seq: 8, text: 'nobody said this' }]
    expect(verdictOf(foreign, foreign, ledger)).toMatchObject({ unknown: 1 })
  })

  it('notices that two readings differ', () => {
    const { ledger, log } = story()
    expect(verdictOf(log, log.slice(1), ledger)).toMatchObject({ differing: 1, lost: 0 })
    expect(isClean(verdictOf(log, log.slice(0, -1), ledger))).toBe(false)
  })

  it('is not clean when a conversation was not read', () => {
    const { ledger } = story()
    expect(isClean(judge([{ conversationId: 'c', authors: ledger.authors(), readings: new Map() }]))).toBe(false)
  })
})
