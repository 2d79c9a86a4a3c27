/** What became of an invitation. `pending` has not been on the visitor's screen yet. */
export type InvitationState = 'pending' | 'shown' | 'accepted' | 'declined'

/** What an agent's invitation is decided on: a visitor who is on a page of the shop. */
export interface InvitedVisitor {
  /** He speaks with somebody, or waits for it. */
  readonly inConversation: boolean
  /** Of his last invitation in this visit; null: there was none. */
  readonly invitation: InvitationState | null
}

/** Why he may not be invited now; null: he may. Whoever declined is left alone for the rest of his visit. */
export function refuseInvitation(visitor: InvitedVisitor): 'in_conversation' | 'invited' | 'declined' | null {
  if (visitor.inConversation) return 'in_conversation'
  switch (visitor.invitation) {
    case 'pending':
    case 'shown':
      return 'invited'
    case 'declined':
      return 'declined'
    // Who accepted and is in no conversation any more may be asked again.
    case 'accepted':
    case null:
      return null
  }
}

/** The state after the visitor's browser has told; what was answered once stays answered. */
export function answeredInvitation(now: InvitationState, told: Exclude<InvitationState, 'pending'>): InvitationState {
  return now === 'accepted' || now === 'declined' ? now : told
}
