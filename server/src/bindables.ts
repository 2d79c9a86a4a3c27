import { channelOperations } from './features/channel'
import { contactOperations } from './features/contact'
import { conversationOperations, reachableContacts } from './features/conversation'
import { dialogueOperations } from './features/dialogue'
import { setAvatar } from './features/file'
import { formOperations } from './features/form'
import { assignGroups, groupOperations, groupsOfMembers } from './features/group'
import { createPost, mailOperations, type MailParts } from './features/mail'
import { knowledgeOperations } from './features/knowledge'
import { memberOperations } from './features/member'
import { metricOperations } from './features/metric'
import { invitationsOf, monitorOperations, type SiteVisitors } from './features/monitor'
import { offlineMessageOperations } from './features/offline-message'
import { groupUses, isStaffed, routingOperations } from './features/routing'
import { scheduleOperations } from './features/schedule'
import { slaOperations } from './features/sla'
import type { Sessions } from './features/session'
import { tenantOperations } from './features/tenant'
import type { Bindable } from './platform/operations'
import type { SecretBox } from './platform/secret-box'

/** What operations need beside the platform's services. */
export interface BindableParts {
  readonly sessions: Sessions
  readonly box: SecretBox
  readonly conversation: Omit<Parameters<typeof conversationOperations>[0], 'invitationOf'>
  readonly site: SiteVisitors
  readonly mail: MailParts
}

/** Every operation that goes through frames and HTTP alike, with its code. Features meet here, and in `product.ts`. */
export function bindablesOf({ sessions, box, mail, conversation, site }: BindableParts): Bindable[] {
  return [
    ...memberOperations({ ...sessions, replaceGroups: assignGroups, groupsOf: groupsOfMembers }),
    ...tenantOperations,
    ...scheduleOperations,
    ...formOperations,
    ...channelOperations(box),
    ...contactOperations(reachableContacts),
    ...groupOperations({ usesOf: groupUses }),
    ...mailOperations(mail),
    ...offlineMessageOperations({ isStaffed, post: createPost(mail) }),
    ...knowledgeOperations,
    ...conversationOperations({ ...conversation, invitationOf: invitationsOf(site) }),
    ...dialogueOperations(conversation),
    ...routingOperations,
    ...slaOperations,
    ...metricOperations,
    ...monitorOperations(site),
    setAvatar,
  ]
}
