import type { VisitorSessionView } from '@keqiao/contract'
import type { Refused } from '../../platform/operations'
import { identifyVisitor, type IdentifyInput, type IdentifyParts } from './identify-visitor'
import { forgetExpiredTokens, recogniseVisitor, type ChannelVisitor } from './recognise-visitor'

/** How visitors are known: by an opaque token that travels in frames and headers, never in a cookie. */
export interface VisitorSessions {
  /** `visitor.identify`. */
  identifyVisitor(input: IdentifyInput): Promise<VisitorSessionView | Refused>
  /** Whose token it is; null: nobody's, or no longer. */
  visitorOf(token: string): Promise<ChannelVisitor | null>
  /** Deletes tokens that have expired; returns how many. */
  sweep(): Promise<number>
}

/** Opens both over the doors. */
export function createVisitorSessions(parts: IdentifyParts): VisitorSessions {
  const { doors } = parts
  return {
    identifyVisitor: (input) => identifyVisitor(parts, input),
    visitorOf: (token) => recogniseVisitor(doors, token),
    sweep: () => forgetExpiredTokens(doors),
  }
}
