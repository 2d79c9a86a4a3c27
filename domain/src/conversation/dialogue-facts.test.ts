import { describe, expect, it } from 'vitest'
import type { ChannelId, ContactId, FileId, GroupId, LegId, MemberId } from '../ids'
import { dialogueFacts, type LoggedEvent } from './dialogue-facts'

const [presale, aftersale] = ['g1' as GroupId, 'g2' as GroupId]
const [li, zhou] = [
  { id: 'm1' as MemberId, nickname: '李' },
  { id: 'm2' as MemberId, nickname: '周' },
]
const [first, second] = ['l1' as LegId, 'l2' as LegId]

type Step = LoggedEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at' | 'by'> : never) : never

/** A log of steps with the second at which each happened; agents and visitors speak as themselves, the rest is the product. */
function log(steps: readonly (readonly [number, Step, LoggedEvent['by']?])[]): LoggedEvent[] {
  const opened: Step = {
    type: 'conversation.opened',
    payload: {
      roomNumber: '219764',
      channelId: 'c1' as ChannelId,
      groupId: presale,
      groupName: '售前',
      contactId: 'v1' as ContactId,
      visitorName: '访客219764',
      page: null,
    },
  }
  return [[0, opened] as const, ...steps].map(([second_, step, by = 'member']) => ({
    ...step,
    at: second_ * 1_000,
    by,
  }))
}

const queued = (groupId: GroupId, groupName: string): Step => ({
  type: 'conversation.queued',
  payload: { groupId, groupName },
})
const opens = (
  legId: LegId,
  member: typeof li,
  groupId: GroupId,
  origin: 'visitor' | 'transfer' = 'visitor',
): Step => ({
  type: 'leg.opened',
  payload: { legId, member, groupId, origin, how: origin === 'visitor' ? 'claim' : 'transfer' },
})
const closes = (legId: LegId, end: 'visitor' | 'system' | 'agent' | 'transfer'): Step => ({
  type: 'leg.closed',
  payload: { legId, memberId: li.id, end },
})
const said = (from: 'visitor' | 'agent', text = '…'): Step => ({
  type: 'message.sent',
  payload: { from, authorName: '', body: { kind: 'text', text } },
})
const picture: Step = {
  type: 'message.sent',
  payload: {
    from: 'visitor',
    authorName: '',
    body: { kind: 'image', fileId: 'f1' as FileId, name: 'a.jpg', mime: 'image/jpeg', size: 1 },
  },
}

const legs = (steps: Parameters<typeof log>[0]) => dialogueFacts(log(steps))?.dialogues ?? []

describe('the figures of a leg', () => {
  it('count the first reply from the accept when the visitor asked before it, and from his words when he asked after', () => {
    const asked = legs([
      [0, queued(presale, '售前')],
      [5, said('visitor'), 'visitor'],
      [20, opens(first, li, presale)],
      [29, said('agent')],
    ])
    expect(asked[0]).toMatchObject({ waitMs: 20_000, firstReplyMs: 9_000, visitorMessageCount: 1, roundCount: 1 })
    const silent = legs([
      [0, queued(presale, '售前')],
      [20, opens(first, li, presale)],
      [21, said('agent')],
      [40, said('visitor'), 'visitor'],
      [47, said('agent')],
    ])
    expect(silent[0]).toMatchObject({ firstReplyMs: 7_000, agentMessageCount: 2, roundCount: 1 })
  })

  it('make one round of several questions in a row, and none of what the product says by itself', () => {
    const [leg] = legs([
      [1, opens(first, li, presale)],
      [10, said('visitor'), 'visitor'],
      [15, picture, 'visitor'],
      [16, said('agent'), 'system'],
      [30, said('agent')],
      [31, said('agent')],
      [40, said('visitor'), 'visitor'],
      [44, said('agent')],
      [50, said('visitor'), 'visitor'],
      [60, closes(first, 'system')],
    ])
    expect(leg).toMatchObject({
      waitMs: null,
      roundCount: 2,
      replyTotalMs: 24_000,
      visitorMessageCount: 4,
      agentMessageCount: 3,
      fileCount: 1,
      closedAt: 60_000,
      end: 'system',
    })
  })

  it('begin anew with a transfer: the next agent answers from when he has it', () => {
    const [one, two] = legs([
      [1, opens(first, li, presale)],
      [10, said('visitor'), 'visitor'],
      [
        20,
        {
          type: 'conversation.transferred',
          payload: {
            legId: first,
            from: li,
            to: { kind: 'group', groupId: aftersale, groupName: '售后' },
            reason: '质量',
          },
        },
      ],
      [20, closes(first, 'transfer')],
      [20, queued(aftersale, '售后')],
      [25, said('visitor'), 'visitor'],
      [50, opens(second, zhou, aftersale, 'transfer')],
      [56, said('agent')],
    ])
    expect(one).toMatchObject({
      firstReplyMs: null,
      handedOn: { to: '售后', kind: 'group', reason: '质量' },
      end: 'transfer',
    })
    expect(two).toMatchObject({
      ordinal: 2,
      groupName: '售后',
      waitMs: 30_000,
      firstReplyMs: 6_000,
      visitorMessageCount: 1,
    })
  })

  it('take rating and summary from where they belong: the leg that is named, else the last', () => {
    const rated = (legId: LegId | null): Step => ({
      type: 'rating.submitted',
      payload: { score: 2, reasons: ['等待久'], text: '太慢', legId },
    })
    const steps: Parameters<typeof log>[0] = [
      [1, opens(first, li, presale)],
      [2, { type: 'rating.invited', payload: { legId: first } }],
      [3, closes(first, 'transfer')],
      [3, opens(second, zhou, aftersale, 'transfer')],
    ]
    const [one, two] = legs([...steps, [9, rated(first), 'visitor']])
    expect([one?.invited, one?.rating?.score, two?.rating]).toEqual([true, 2, null])
    expect(legs([...steps, [9, rated(null), 'visitor']])[1]?.rating).toMatchObject({
      score: 2,
      text: '太慢',
      at: 9_000,
    })
    const summary: Step = {
      type: 'summary.saved',
      payload: {
        legId: first,
        memberId: li.id,
        values: {},
        categoryPath: ['售后', '质量'],
        categoryId: null,
        solved: true,
        followUp: false,
      },
    }
    expect(legs([...steps, [9, summary]])[0]?.summary).toMatchObject({ categoryPath: ['售后', '质量'], solved: true })
  })

  it('are nobody’s before somebody took the visitor', () => {
    expect(dialogueFacts(log([[0, queued(presale, '售前')]]))).toMatchObject({ dialogues: [], closedAt: null })
    expect(dialogueFacts([])).toBeNull()
  })
})
