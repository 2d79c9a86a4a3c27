/** How the way to a mail server is protected: TLS from the first byte, TLS after STARTTLS or nothing, or none at all. */
export type MailSecurity = 'tls' | 'starttls' | 'none'

/** A mail server that hands our messages on. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  /** Null: it asks for no name. */
  readonly login: { readonly user: string; readonly password: string } | null
  /**
   * Whoever runs the installation named it. Any other is the word of a merchant, and must not reach into the network
   * this installation stands in.
   */
  readonly trusted: boolean
}

/** An address, with the name that is shown for it; empty: none. */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

/** A file that goes along. `cid` names it for the HTML; absent: it is only attached. */
export interface MailAttachment {
  readonly name: string
  readonly mime: string
  readonly content: Buffer
  readonly cid?: string
}

/** A message, ready to be handed over. */
export interface MailMessage {
  /** As in `<…@…>`; the same for every try, so that a mailbox can tell that it has it. */
  readonly messageId: string
  readonly from: MailAddress
  readonly to: string
  readonly replyTo: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments?: readonly MailAttachment[]
  /** Where its reader can have no more of its kind, by one request of his mail program (RFC 8058). */
  readonly unsubscribeUrl?: string | null
}
