import type { MailServerInput, MailServerSettings } from '@keqiao/contract'
import { isEmail } from '@keqiao/domain'

/** The form as it is typed. */
export interface MailDraft extends Omit<MailServerInput, 'port'> {
  readonly port: string
  /** Empty: the stored one, if there is one. */
  readonly password: string
}

export const securities = ['tls', 'starttls', 'none'] as const

/** The port that goes with each; a port that was typed stays. */
const usualPorts: Readonly<Record<MailDraft['security'], string>> = { tls: '465', starttls: '587', none: '25' }

/** Where somebody begins. */
export function mailDraftOf({ passwordSetAt: _passwordSetAt, ...server }: MailServerSettings): MailDraft {
  return { ...server, port: String(server.port), password: '' }
}

/** Another protection brings its usual port along, unless another one was typed. */
export function withSecurity(draft: MailDraft, security: MailDraft['security']): MailDraft {
  const isUsual = draft.port === usualPorts[draft.security]
  return { ...draft, security, port: isUsual ? usualPorts[security] : draft.port }
}

/** Fields that cannot be stored as they are, each with what is wrong. */
export function mailFaultsOf(draft: MailDraft): Partial<Record<keyof MailDraft, 'host' | 'port' | 'address'>> {
  const port = Number(draft.port)
  return {
    ...(!/^[A-Za-z0-9.:_-]*$/.test(draft.host) && { host: 'host' as const }),
    ...(!(/^\d{1,5}$/.test(draft.port) && port >= 1 && port <= 65_535) && { port: 'port' as const }),
    ...((draft.fromAddress !== '' || draft.host !== '') &&
      !isEmail(draft.fromAddress) && { fromAddress: 'address' as const }),
    ...(draft.replyTo !== '' && !isEmail(draft.replyTo) && { replyTo: 'address' as const }),
  }
}

/** What is asked for. */
export function mailInputOf({ password, port, ...server }: MailDraft) {
  return { server: { ...server, port: Number(port) }, ...(password !== '' && { password }) }
}
