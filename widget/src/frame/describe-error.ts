import type { WireError } from '@keqiao/contract/frames'
import { say } from './texts'

/** What a visitor can do about a code; undefined where only "it failed" can be said. */
export function describeError(error: Pick<WireError, 'code'>): string | undefined {
  switch (error.code) {
    case 'rate_limited':
    case 'too_many_connections':
      return say('tooMany')
    case 'conversation_closed':
      return say('closedMeanwhile')
    case 'protocol_unsupported':
      return say('reloadPage')
    case 'channel_unknown':
    case 'tenant_suspended':
    case 'origin_refused':
      return say('unavailable')
    default:
      return undefined
  }
}
