import { describe, expect, it } from 'vitest'
import { foldConversation, openFacts, type Counting } from './conversation-facts'
import { figureRules } from './rules'
import {
  figureSettingsAtFirst,
  settingsAt,
  settingsSpanAtFirst,
  settingsWithin,
  withSettings,
  type FigureSettings,
  type SettingsHistory,
} from './settings-history'
import { sharesOfConversation } from './shares'

const atFirst: SettingsHistory = [settingsSpanAtFirst]
const changedAt = Date.parse('2026-11-10T08:07:00Z')
const quarter = Date.parse('2026-11-10T08:15:00Z')

describe('RPT-01: what a merchant decides about figures', () => {
  it('holds from the next quarter of an hour on, and leaves what was before', () => {
    const history = withSettings(atFirst, changedAt, { replySeconds: 60 }, 1)
    expect(settingsAt(history, quarter - 1)).toBe(settingsSpanAtFirst)
    expect(settingsAt(history, quarter)).toMatchObject({ version: 1, settings: { replySeconds: 60 } })
  })

  it('keeps what was decided shortly before, though a later change replaces that version', () => {
    const once = withSettings(atFirst, changedAt, { replySeconds: 60 }, 1)
    const twice = withSettings(once, changedAt + 1_000, { validBy: 'both' }, 2)
    expect(twice.map(({ version }) => version)).toEqual([0, 2])
    expect(settingsAt(twice, quarter).settings).toEqual({ ...figureSettingsAtFirst, replySeconds: 60, validBy: 'both' })
  })

  it('says all that held in a range', () => {
    const history = withSettings(atFirst, changedAt, { replySeconds: 60 }, 1)
    const versions = (from: number, to: number) => settingsWithin(history, from, to).map(({ version }) => version)
    expect(versions(0, quarter)).toEqual([0])
    expect(versions(0, quarter + 1)).toEqual([0, 1])
    expect(versions(quarter, quarter + 1)).toEqual([1])
  })
})

/** A visitor waits, asks, is answered after a minute, handed on, answered again after four and at once, and rates the second agent. */
function talkBy(settings: Partial<FigureSettings>) {
  const facts = openFacts(
    'c',
    { groupId: 'g', groupName: '售前', channelId: 'h', roomNumber: '1', visitorName: '访客' } as never,
    0,
  )
  const counting: Counting = {
    rules: figureRules,
    settingsAt: () => ({ fromAt: 0, version: 0, settings: { ...figureSettingsAtFirst, ...settings } }),
  }
  const minute = 60_000
  const tell = (at: number, type: string, payload: object, byMember = false) =>
    foldConversation(facts, { type, payload, at, byMember }, { ...counting, hourAt: () => 10 })
  const opens = (at: number, legId: string, origin: string) =>
    tell(at, 'leg.opened', { legId, member: { id: legId, nickname: legId }, groupId: 'g', origin })
  tell(minute, 'message.sent', { from: 'visitor' })
  opens(2 * minute, 'a', 'visitor')
  tell(3 * minute, 'message.sent', { from: 'agent' }, true)
  tell(3 * minute, 'leg.closed', { legId: 'a', end: 'transfer' })
  opens(3 * minute, 'b', 'transfer')
  tell(4 * minute, 'message.sent', { from: 'visitor' })
  tell(8 * minute, 'message.sent', { from: 'agent' }, true)
  tell(8.2 * minute, 'message.sent', { from: 'visitor' })
  tell(8.4 * minute, 'message.sent', { from: 'agent' }, true)
  tell(9 * minute, 'leg.closed', { legId: 'b', end: 'agent' })
  tell(9 * minute, 'conversation.closed', { end: 'agent' })
  tell(10 * minute, 'rating.submitted', { score: 5, reasons: [], legId: 'b', invitedBy: null })
  return sharesOfConversation(facts, counting).map(({ measured }) => measured)
}

describe('RPT-02, RPT-07, RPT-10: a dialogue', () => {
  it.each([
    ['later', 60_000],
    ['accepted', 60_000],
    ['asked', 120_000],
  ] as const)('measures its first reply from %s', (firstReplyFrom, firstReplyMs) => {
    expect(talkBy({ firstReplyFrom })[1]?.firstReplyMs).toBe(firstReplyMs)
  })

  it.each([
    ['rounds', [1, 1, 2, 1]],
    ['visitors', [1, 1, 1, undefined]],
  ] as const)('counts 3分钟回复率 by %s', (threeMinutesOf, [ofFirst, inFirst, ofSecond, inSecond]) => {
    const [, a, b] = talkBy({ threeMinutesOf })
    expect([a?.dayRounds, a?.dayRoundsInThree, b?.dayRounds, b?.dayRoundsInThree]).toEqual([
      ofFirst,
      inFirst,
      ofSecond,
      inSecond,
    ])
  })

  it('is one session with the one before, where the merchant says so: counted once, of who accepted first', () => {
    const [, a, b] = talkBy({ transfers: 'same', threeMinutesOf: 'visitors', satisfactionOf: 'dialogues' })
    expect(a).toMatchObject({ dialogues: 1, closedDialogues: 1, durationMs: 7 * 60_000, dayRounds: 1, rounds: 1 })
    expect(a?.dayRoundsInThree).toBeUndefined()
    expect(a?.satisfactionBase).toBeUndefined()
    expect(b).toMatchObject({ transfersIn: 1, rounds: 2, ratings: 1, rated5: 1, satisfactionBase: 1 })
    expect([b?.dialogues, b?.closedDialogues, b?.dayRounds]).toEqual([undefined, undefined, undefined])
  })

  it.each([
    ['ratings', 1],
    ['invites', 1],
    ['dialogues', 2],
  ] as const)('stands below the line of 满意率 by %s', (satisfactionOf, count) => {
    const below = talkBy({ satisfactionOf }).map(({ satisfactionBase = 0 }) => satisfactionBase)
    expect(below.reduce((sum, one) => sum + one, 0)).toBe(count)
  })
})
