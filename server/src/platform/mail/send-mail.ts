import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import { MailError, mailFaultOf } from './mail-fault'
import type { MailMessage, MailServer } from './mail-server'
import { reachableAddress } from './reachable-address'

/** Milliseconds. A server that takes its time to greet is common; one that needs longer than this is as good as away. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

interface SendOptions {
  /** Servers that merchants name may stand in our own network: for tests and for intranets. */
  readonly allowPrivate: boolean
  readonly signal?: AbortSignal
}

/**
 * Hands one message to a mail server; returns when it was taken.
 *
 * Nothing in it can add a header or a recipient: whatever stands in a header line has lost its control characters, and the
 * envelope is given beside it. Files and addresses that a body names are never fetched.
 *
 * @throws MailError with the step that failed
 */
export async function sendMail(server: MailServer, message: MailMessage, options: SendOptions): Promise<void> {
  const address = await reachableAddress(server.host, server.trusted || options.allowPrivate)
  const transport = createTransport({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    // The certificate is the name's, not the address's we found for it.
    tls: isIP(server.host) === 0 ? { servername: server.host } : {},
    ...(server.login && { auth: { user: server.login.user, pass: server.login.password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...patience,
  })
  const { from, to, replyTo, text, html, attachments = [] } = message
  try {
    await transport.sendMail({
      messageId: message.messageId,
      from: { name: headerText(from.name), address: from.address },
      to: { name: '', address: to },
      ...(replyTo !== null && { replyTo: { name: '', address: replyTo } }),
      envelope: { from: from.address, to: [to] },
      subject: headerText(message.subject),
      text,
      html,
      headers: { ...machineHeaders, ...unsubscribeHeaders(message.unsubscribeUrl ?? null) },
      attachments: attachments.map(({ name, mime, content, cid }) => ({
        filename: headerText(name),
        contentType: mime,
        content,
        ...(cid !== undefined && { cid, contentDisposition: 'inline' as const }),
      })),
      ...(options.signal && { signal: options.signal }),
    })
  } catch (error) {
    throw new MailError(mailFaultOf(error))
  } finally {
    transport.close()
  }
}

/** RFC 3834: no machine answers this, and no holiday notice comes back. */
const machineHeaders = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

const unsubscribeHeaders = (url: string | null): Record<string, string> =>
  url === null ? {} : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

/** What may stand in a header line: no line break, nor anything else that no one can see. */
export function headerText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
