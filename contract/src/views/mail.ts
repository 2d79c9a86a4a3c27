import { z } from 'zod'
import { mailFault } from '../mail-settings'
import { mailId } from '../ids'
import { instant } from './instant'

/** Whether it waits, went out, or was given up. */
export const mailStatus = z.enum(['queued', 'sent', 'failed'])

/** A message that goes out by mail, without its words. */
export const mailView = z.object({
  id: mailId,
  purpose: z.enum(['offline-reply', 'transcript', 'unread']),
  subjectId: z.uuid().describe('the offline message or the conversation it is about'),
  recipient: z.string(),
  title: z.string(),
  status: mailStatus,
  attempts: z.number().int(),
  fault: mailFault.nullable().describe('why the last try failed'),
  createdAt: instant,
  settledAt: instant.nullable().describe('when the server took it, or it was given up'),
})
export type MailView = z.infer<typeof mailView>

const mailingFacts = {
  purpose: z.enum(['transcript', 'unread']),
  at: instant,
  status: mailStatus,
  fault: mailFault.nullable().describe('why the last try failed'),
}

/** Something of a conversation that went to its visitor by mail, for staff. */
export const mailingView = z.object({
  id: mailId,
  ...mailingFacts,
  address: z.string().describe('its beginning and its end'),
})
export type MailingView = z.infer<typeof mailingView>

/** The same for himself. */
export const ownMailingView = z.object({
  address: z.string(),
  at: instant,
  status: mailStatus,
  step: mailFault.shape.step.nullable().describe('at which step the last try failed'),
})
export type OwnMailingView = z.infer<typeof ownMailingView>
