import { mailId } from '@keqiao/contract'
import { isEmail, type MailId, type TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { defineTask, enqueue } from '../../platform/jobs'
import { headerText, htmlOf, textOf, type MailPart } from '../../platform/mail'
import { canSendMail, type MailParts } from './mail-server-setting'
import { insertMail, type MailFileRow, type MailPurpose } from './mail.store'

/** A mail is to be handed over. */
export const mailDue = defineTask(
  'mail.deliver',
  z.object({ tenantId: z.uuid().transform((id) => id as TenantId), mailId }),
)

/** Pauses grow from seconds to hours; the last try is some nine hours after the first. */
export const mostAttempts = 10

/** What is to go out. */
export interface Letter {
  readonly purpose: MailPurpose
  /** The row it is about. */
  readonly subjectId: string
  /** Of the cause: the same cause makes no second mail. */
  readonly key: string
  readonly to: string
  readonly language: string
  readonly title: string
  readonly parts: readonly MailPart[]
  readonly files?: readonly MailFileRow[]
  /** Where its reader can have no more of its kind. */
  readonly unsubscribeUrl?: string
}

/** The way by which other features send mail. */
export interface Post {
  /** Whether the merchant's mail has a way out. */
  isSetUp(tx: Tx, tenantId: TenantId): Promise<boolean>
  /**
   * Writes the mail and its job in the caller's transaction: it goes out after the commit, or never. Returns its id; null
   * where it was written before, has no way out, or names no address.
   */
  send(tx: Tx, tenantId: TenantId, letter: Letter, now: number): Promise<MailId | null>
}

/** The post of this installation. */
export function createPost(parts: MailParts): Post {
  return {
    isSetUp: (tx, tenantId) => canSendMail(tx, tenantId, parts),
    async send(tx, tenantId, letter, now) {
      const { purpose, subjectId, key, to, language, title, files = [] } = letter
      if (!isEmail(to) || !(await canSendMail(tx, tenantId, parts))) return null
      const id = newId<MailId>()
      const isNew = await insertMail(tx, tenantId, {
        id,
        purpose,
        subject_id: subjectId,
        key,
        recipient: to,
        title: headerText(title),
        body_text: textOf(letter.parts),
        body_html: htmlOf(language, headerText(title), letter.parts),
        attachments: files,
        unsubscribe_url: letter.unsubscribeUrl ?? null,
        created_at: now,
      })
      if (!isNew) return null
      await enqueue(tx, mailDue, { tenantId, mailId: id }, { maxAttempts: mostAttempts })
      return id
    },
  }
}
