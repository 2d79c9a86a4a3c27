import type { MemberId } from '@keqiao/domain'
import { accessOperations } from './features/access'
import { apiKeyOperations } from './features/api-key'
import { automationOperations } from './features/automation'
import { broadcastOperations, type TellNews } from './features/broadcast'
import { channelOperations } from './features/channel'
import { contactOperations } from './features/contact'
import { conversationOperations, reachableContacts } from './features/conversation'
import { dialogueOperations } from './features/dialogue'
import { exportOperations, type SignExport } from './features/export'
import { setAvatar } from './features/file'
import { formOperations } from './features/form'
import { assignGroups, groupOperations, groupsOfMembers } from './features/group'
import { knowledgeOperations } from './features/knowledge'
import { memberOperations, membersByRole } from './features/member'
import { createPost, mailOperations, type MailParts } from './features/mail'
import { metricOperations } from './features/metric'
import { invitationsOf, monitorOperations, type SiteVisitors } from './features/monitor'
import { offlineMessageOperations } from './features/offline-message'
import { phraseOperations } from './features/phrase'
import { provisioningOperations, upstreamOf } from './features/provisioning'
import { groupUses, isStaffed, routingOperations } from './features/routing'
import { scheduleOperations } from './features/schedule'
import { singleSignOnOperations, type Providers } from './features/single-sign-on'
import { slaOperations } from './features/sla'
import { manageSignIn, secondFactorsOf, type Sessions } from './features/session'
import { tenantOperations } from './features/tenant'
import { webhookOperations } from './features/webhook'
import { visitorMailOperations } from './features/visitor-mail'
import type { Bindable } from './platform/operations'
import type { Outgoing } from './platform/outgoing'
import type { SecretBox } from './platform/secret-box'

/** What operations need beside the platform's services. */
export interface BindableParts {
  readonly sessions: Sessions
  readonly box: SecretBox
  readonly mail: MailParts
  readonly conversation: Omit<Parameters<typeof conversationOperations>[0], 'invitationOf' | 'tellConsulted'>
  readonly site: SiteVisitors
  readonly signExport: SignExport
  readonly tellNews: TellNews
  readonly outgoing: Pick<Outgoing, 'allows'>
  /** Who vouches for people of merchants. */
  readonly providers: Providers
  /** Where browsers reach us. */
  readonly publicUrl: string
}

/** Every operation that goes through frames and HTTP alike, with its code. Features meet here, and in `product.ts`. */
export function bindablesOf(parts: BindableParts): Bindable[] {
  const { sessions, box, mail, site, signExport, tellNews, outgoing, providers, publicUrl } = parts
  const post = createPost(mail)
  const conversation = {
    ...parts.conversation,
    invitationOf: invitationsOf(site),
    tellConsulted: (ids: readonly MemberId[]) => tellNews(ids, 'consult'),
  }
  return [
    ...accessOperations({ membersByRole }),
    ...memberOperations({
      ...sessions,
      replaceGroups: assignGroups,
      groupsOf: groupsOfMembers,
      upstreamOf,
      secondFactorsOf,
    }),
    ...manageSignIn(sessions),
    ...apiKeyOperations,
    ...provisioningOperations({ publicUrl }),
    ...singleSignOnOperations({ box, publicUrl, providers }),
    ...phraseOperations({ sign: conversation.sign }),
    ...broadcastOperations({ tellNews }),
    ...tenantOperations,
    ...scheduleOperations,
    ...automationOperations,
    ...formOperations,
    ...channelOperations(box),
    ...contactOperations(reachableContacts),
    ...groupOperations({ usesOf: groupUses }),
    ...knowledgeOperations,
    ...mailOperations(mail),
    ...offlineMessageOperations({ isStaffed, post }),
    ...visitorMailOperations({ post, sign: conversation.sign, publicUrl }),
    ...conversationOperations(conversation),
    ...dialogueOperations(conversation),
    ...routingOperations,
    ...slaOperations,
    ...metricOperations,
    ...monitorOperations(site),
    ...webhookOperations({ box, outgoing }),
    ...exportOperations(signExport),
    setAvatar,
  ]
}
