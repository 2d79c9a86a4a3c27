/**
 * How an event changes what only staff are shown of a conversation: 小结 and 评价. The widget has no part in it and does not
 * carry it; the law is that of fold.ts.
 */
import type { ConversationView, EventView } from '@keqiao/contract'
import { foldView } from './fold'

type StaffFacts = NonNullable<ConversationView['staff']>

/** The view after one more event, with what only staff are shown. */
export function foldStaffView(before: ConversationView, event: EventView): ConversationView {
  const view = foldView(before, event)
  if (!view.staff) return view
  const staff = foldFacts(view.staff, event)
  return staff === view.staff ? view : { ...view, staff }
}

function foldFacts(staff: StaffFacts, event: EventView): StaffFacts {
  switch (event.type) {
    case 'leg.opened':
      return { ...staff, legId: event.payload.legId, summarised: false }
    case 'summary.saved': {
      const { legId, categoryPath } = event.payload
      // Of an earlier leg: the last one's is still to be written.
      return { ...staff, categoryPath, summarised: staff.summarised || legId === staff.legId }
    }
    case 'rating.invited':
      return { ...staff, invited: true }
    case 'rating.submitted':
      return { ...staff, score: event.payload.score }
    default:
      return staff
  }
}
