import type { Bindable } from '../../platform/operations'
import { askTranscript } from './ask-transcript'
import { sendTranscript } from './send-transcript'
import { listTranscripts, offerTranscript } from './transcript.queries'
import type { VisitorMailParts } from './visitor-letter'

export { reactToVisitorMailSettings, startUnreadMailSweep } from './mail-unread'
export { muteRoutes } from './mute.routes'
export type { VisitorMailParts } from './visitor-letter'

/** What of a conversation goes to its visitor by mail. */
export function visitorMailOperations(parts: VisitorMailParts): Bindable[] {
  return [offerTranscript(parts), askTranscript(parts), listTranscripts(parts), sendTranscript(parts)]
}
