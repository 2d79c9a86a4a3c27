import { describe, expect, it } from 'vitest'
import { answeredInvitation, refuseInvitation } from './invitation'

describe('inviting a visitor', () => {
  it.each([
    [{ inConversation: false, invitation: null }, null],
    [{ inConversation: true, invitation: null }, 'in_conversation'],
    [{ inConversation: false, invitation: 'pending' }, 'invited'],
    [{ inConversation: false, invitation: 'shown' }, 'invited'],
    [{ inConversation: false, invitation: 'declined' }, 'declined'],
    [{ inConversation: false, invitation: 'accepted' }, null],
  ] as const)('%j: %s', (visitor, expected) => {
    expect(refuseInvitation(visitor)).toBe(expected)
  })

  it('what was answered stays answered', () => {
    expect(answeredInvitation('pending', 'shown')).toBe('shown')
    expect(answeredInvitation('shown', 'declined')).toBe('declined')
    expect(answeredInvitation('declined', 'accepted')).toBe('declined')
    expect(answeredInvitation('accepted', 'shown')).toBe('accepted')
  })
})
