import { isEmail } from '@keqiao/domain'
import { z } from 'zod'

/** The mail server of the installation. */
export interface SmtpConfig {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly login: { readonly user: string; readonly password: string } | null
}

const smtpPorts = { tls: 465, starttls: 587, none: 25 } as const

/** `smtps://user:password@host:465`, `smtp://host:587` (STARTTLS), `smtp://host:25?tls=off`. */
const smtpAddress = z.string().transform((text, context): SmtpConfig => {
  const url = URL.canParse(text) ? new URL(text) : null
  const secure = url?.protocol === 'smtps:'
  if (!url || (!secure && url.protocol !== 'smtp:') || url.hostname === '' || !/^\/?$/.test(url.pathname)) {
    context.addIssue('not the address of a mail server')
    return z.NEVER
  }
  const security = secure ? 'tls' : url.searchParams.get('tls') === 'off' ? 'none' : 'starttls'
  return {
    host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
    port: url.port === '' ? smtpPorts[security] : Number(url.port),
    security,
    login:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  }
})

/** An address, alone or with a name before it as in a mail. */
const mailSender = z.string().transform((text, context) => {
  const [, name = '', address = text] = /^"?([^"<>]*?)"?\s*<([^<>]+)>$/.exec(text) ?? []
  if (isEmail(address)) return { name, address }
  context.addIssue('not a mail address')
  return z.NEVER
})

/** What an operator can set about mail; part of `config-settings.ts`. */
export const mailSettings = {
  smtp: {
    name: 'SMTP_URL',
    byDefault: '(none)',
    meaning: 'Mail server for merchants who have none of their own; smtps: TLS, smtp: STARTTLS, ?tls=off: neither.',
    wanted: 'an address such as smtps://user:password@smtp.example.com:465',
    schema: smtpAddress,
    isSecret: true,
  },
  mailFrom: {
    name: 'MAIL_FROM',
    byDefault: '(none)',
    meaning: 'Sender of what goes out by SMTP_URL, which needs it.',
    wanted: 'an address such as service@example.com or "Service <service@example.com>"',
    schema: mailSender,
  },
} as const
