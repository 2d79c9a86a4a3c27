import { operations } from '@keqiao/contract'
import { mailTexts } from '../../i18n/mail'
import { newId } from '../../platform/ids'
import { htmlOf, mailFaultOf, sendMail, textOf, type MailPart } from '../../platform/mail'
import { bind, isRefused, refuse, type Bindable } from '../../platform/operations'
import { messageIdOf } from './deliver-mail'
import { senderOfDraft, type MailParts } from './mail-server-setting'

/**
 * 发送测试邮件. It speaks with a server for up to half a minute, hence outside of any transaction: nothing is stored, and a
 * repetition sends another one.
 */
export function testMail(parts: MailParts): Bindable {
  return ({ doors }) =>
    bind(operations.mail.test, async (actor, { to, ...draft }) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const sender = await doors.withTenant(actor.tenantId, (tx) =>
        senderOfDraft(tx, actor.tenantId, { server: draft.server, password: draft.password }, parts),
      )
      if (isRefused(sender)) return sender
      const { server, from, replyTo } = sender
      const words = mailTexts['zh-CN'].test
      const text: MailPart[] = [{ kind: 'text', text: words.text(from.name) }]
      try {
        await sendMail(
          server,
          {
            messageId: messageIdOf(newId(), from.address),
            from,
            to,
            replyTo,
            subject: words.title(from.name),
            text: textOf(text),
            html: htmlOf('zh-CN', words.title(from.name), text),
          },
          { allowPrivate: parts.allowPrivate },
        )
        return { fault: null }
      } catch (error) {
        const { step, detail } = mailFaultOf(error)
        return { fault: { step, detail } }
      }
    })
}
