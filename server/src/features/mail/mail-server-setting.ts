import { mailServerSettings, type MailServerInput, type MailServerSettings } from '@keqiao/contract'
import type { MemberActor, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { MailAddress, MailServer } from '../../platform/mail'
import { isRefused, refuse, type CommandContext, type Refused } from '../../platform/operations'
import type { SecretBox } from '../../platform/secret-box'
import { changeSetting, defineSetting, readSetting, readTenant } from '../tenant'
import { deletePassword, selectPassword, upsertPassword } from './mail-password.store'

const mailSetting = defineSetting('mail', mailServerSettings)

/** What this needs of the process. */
export interface MailParts {
  readonly box: SecretBox
  /** The installation's own server, which sends for merchants who have none; null: there is none. */
  readonly installation: { readonly server: MailServer; readonly from: MailAddress } | null
  /** Servers that merchants name may stand in our own network. */
  readonly allowPrivate: boolean
}

/** By which server something goes out, and under whose name. */
export interface Sender {
  readonly server: MailServer
  readonly from: MailAddress
  readonly replyTo: string | null
}

const contextOf = (tenantId: TenantId) => `mail password ${tenantId}`

/** The setting as it is shown. */
export async function readMailServer(tx: Tx, tenantId: TenantId, { installation }: MailParts) {
  const { version, value } = await readSetting(tx, tenantId, mailSetting)
  return { version, server: value, installation: installation && { fromAddress: installation.from.address } }
}

/** Whether a mail of the merchant would have a way out. */
export async function canSendMail(tx: Tx, tenantId: TenantId, parts: MailParts): Promise<boolean> {
  return parts.installation !== null || (await readSetting(tx, tenantId, mailSetting)).value.host !== ''
}

/** The way out by what is stored; null: there is none. */
export async function readSender(tx: Tx, tenantId: TenantId, parts: MailParts): Promise<Sender | null> {
  const { value } = await readSetting(tx, tenantId, mailSetting)
  const password = value.passwordSetAt === null ? '' : await readPassword(tx, tenantId, parts)
  return senderOf(tx, tenantId, value, password, parts)
}

/**
 * The way out by what somebody is about to store. A password that is known is used for the very server and user it was
 * given for: else whoever may change the setting could have it sent to a server of his own.
 */
export async function senderOfDraft(
  tx: Tx,
  tenantId: TenantId,
  { server, password }: { readonly server: MailServerInput; readonly password: string | undefined },
  parts: MailParts,
): Promise<Sender | Refused> {
  const { value } = await readSetting(tx, tenantId, mailSetting)
  if (needsPassword(value, server, password)) return refuse('mail_password_required')
  const known = server.user === '' ? '' : (password ?? (await readPassword(tx, tenantId, parts)))
  return (await senderOf(tx, tenantId, server, known, parts)) ?? refuse('mail_not_set_up')
}

/** Stores another server; the log tells all of it but the password. */
export async function changeMailServer(
  context: CommandContext,
  actor: MemberActor,
  input: { readonly version: number; readonly server: MailServerInput; readonly password: string | undefined },
  parts: MailParts,
) {
  const { tx, now } = context
  const { tenantId } = actor
  const { version, server, password } = input
  const before = (await readSetting(tx, tenantId, mailSetting)).value
  if (needsPassword(before, server, password)) return refuse('mail_password_required')
  const setAt = server.user === '' ? null : password === undefined ? before.passwordSetAt : now
  const changed = await changeSetting(context, actor, mailSetting, {
    version,
    value: { ...server, passwordSetAt: setAt },
  })
  if (isRefused(changed)) return changed
  if (server.user === '') await deletePassword(tx, tenantId)
  else if (password !== undefined) await upsertPassword(tx, tenantId, parts.box.seal(password, contextOf(tenantId)))
  return readMailServer(tx, tenantId, parts)
}

function needsPassword(before: MailServerSettings, after: MailServerInput, given: string | undefined): boolean {
  if (after.host === '' || after.user === '' || given !== undefined) return false
  const isSame = before.host === after.host && before.port === after.port && before.user === after.user
  // With less protection than it was given under it would go over the line for everybody to read.
  const isAsSafe = before.security === after.security || after.security !== 'none'
  return before.passwordSetAt === null || !isSame || !isAsSafe
}

async function readPassword(tx: Tx, tenantId: TenantId, { box }: MailParts): Promise<string> {
  const sealed = await selectPassword(tx, tenantId)
  return sealed === null ? '' : box.open(sealed, contextOf(tenantId))
}

async function senderOf(
  tx: Tx,
  tenantId: TenantId,
  setting: MailServerInput,
  password: string,
  { installation }: MailParts,
): Promise<Sender | null> {
  const { host, port, security, user, fromName, fromAddress } = setting
  const replyTo = setting.replyTo || null
  const name = fromName || ((await readTenant(tx, tenantId))?.name ?? '')
  if (host !== '') {
    const login = user === '' ? null : { user, password }
    return { server: { host, port, security, login, trusted: false }, from: { name, address: fromAddress }, replyTo }
  }
  return installation && { server: installation.server, from: { ...installation.from, name }, replyTo }
}
