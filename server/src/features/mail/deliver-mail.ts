/**
 * Hands mails over, one job each.
 *
 * A mail is `queued` until a server has taken it or it was given up. Between the server's yes and our writing it down the
 * process may die: then the job runs again and the same message, by its Message-ID, goes out a second time. That is the
 * price of never losing one, and the only case.
 */
import type { MailFaultView } from '@keqiao/contract'
import type { MailId, TenantId } from '@keqiao/domain'
import { handle, type JobContext, type TaskHandler } from '../../platform/jobs'
import { MailError, mailFaultOf, sendMail, type MailAttachment } from '../../platform/mail'
import type { Services } from '../../platform/operations'
import { readSender, type MailParts, type Sender } from './mail-server-setting'
import { selectQueued, updateFault, updateSent, type MailFileRow, type MailRow, type MailWords } from './mail.store'
import { mailDue, mostAttempts } from './post-mail'

/** The content of a file that goes along; null: it is gone. */
export type ReadFile = (tenantId: TenantId, fileId: string) => Promise<Buffer | null>

interface DeliveryParts {
  readonly services: Pick<Services, 'doors' | 'clock'>
  readonly mail: MailParts
  readonly readFile: ReadFile
}

/** The work of the task. */
export function deliverMails(parts: DeliveryParts): TaskHandler {
  const { doors, clock } = parts.services
  return handle(mailDue, async ({ tenantId, mailId }, context) => {
    const { row, sender } = await doors.withTenant(tenantId, async (tx) => ({
      row: await selectQueued(tx, tenantId, mailId),
      sender: await readSender(tx, tenantId, parts.mail),
    }))
    if (!row) return
    const attempts = context.attempt
    try {
      if (!sender) throw new MailError({ step: 'setting', detail: '', permanent: true })
      await handOver(parts, tenantId, row, sender, context)
    } catch (error) {
      const { step, detail, permanent } = mailFaultOf(error)
      const isGivenUp = permanent || attempts >= mostAttempts
      const fault: MailFaultView = { step, detail }
      const settledAt = isGivenUp ? clock.now() : null
      await doors.withTenant(tenantId, (tx) => updateFault(tx, tenantId, mailId, { attempts, fault, settledAt }))
      if (isGivenUp) return
      // The queue comes again, later each time. Its message names the step only.
      throw error
    }
    await doors.withTenant(tenantId, (tx) => updateSent(tx, tenantId, mailId, attempts, clock.now()))
  })
}

async function handOver(
  { mail, readFile }: DeliveryParts,
  tenantId: TenantId,
  row: MailRow & MailWords,
  { server, from, replyTo }: Sender,
  { signal }: JobContext,
): Promise<void> {
  const message = {
    messageId: messageIdOf(row.id, from.address),
    from,
    replyTo,
    to: row.recipient,
    subject: row.title,
    text: row.body_text,
    html: row.body_html,
    unsubscribeUrl: row.unsubscribe_url,
    attachments: await readAll(readFile, tenantId, row.attachments),
  }
  await sendMail(server, message, { allowPrivate: mail.allowPrivate, signal })
}

async function readAll(
  readFile: ReadFile,
  tenantId: TenantId,
  files: readonly MailFileRow[],
): Promise<MailAttachment[]> {
  const attachments: MailAttachment[] = []
  for (const { fileId, name, mime, cid } of files) {
    const content = await readFile(tenantId, fileId)
    if (content) attachments.push({ name, mime, content, cid })
  }
  return attachments
}

/** The same for every try of one mail. */
export function messageIdOf(id: MailId | string, fromAddress: string): string {
  return `<${id}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`
}
