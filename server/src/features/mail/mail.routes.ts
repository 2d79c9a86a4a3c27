import { operations } from '@keqiao/contract'
import { enqueue } from '../../platform/jobs'
import { command, query, refuse, type Bindable } from '../../platform/operations'
import { changeMailServer, readMailServer, type MailParts } from './mail-server-setting'
import { countFailed, selectMail, selectMails, updateQueued } from './mail.store'
import { mailView } from './mail.view'
import { mailDue, mostAttempts } from './post-mail'
import { testMail } from './test-mail'
import { changeVisitorMail, getVisitorMail } from './visitor-mail-setting'

const list = query(operations.mail.list, async (actor, { limit, status, before }, { tx }) => {
  const rows = await selectMails(tx, actor.tenantId, { status, before, limit: limit + 1 })
  return {
    mails: rows.slice(0, limit).map(mailView),
    more: rows.length > limit,
    failedCount: await countFailed(tx, actor.tenantId),
  }
})

const resend = command(operations.mail.resend, async (actor, { mailId }, { tx }) => {
  const { tenantId } = actor
  const queued = await updateQueued(tx, tenantId, mailId)
  if (queued) await enqueue(tx, mailDue, { tenantId, mailId }, { maxAttempts: mostAttempts })
  // One that is on its way already, or has arrived, is not sent again.
  const row = queued ?? (await selectMail(tx, tenantId, mailId))
  return row ? { mail: mailView(row) } : refuse('not_found')
})

/** What may be asked about mail. */
export function mailOperations(parts: MailParts): Bindable[] {
  return [
    query(operations.mail.getServer, (actor, _input, { tx }) => readMailServer(tx, actor.tenantId, parts)),
    command(
      operations.mail.changeServer,
      async (actor, { version, server, password }, context) =>
        actor.kind === 'member'
          ? changeMailServer(context, actor, { version, server, password }, parts)
          : refuse('forbidden'),
      // What is stored of a request is a fast hash, which over a password would be an invitation to guess it.
      { withoutSecrets: ({ password: _password, ...rest }) => rest },
    ),
    testMail(parts),
    list,
    resend,
    getVisitorMail,
    changeVisitorMail,
  ]
}
