import type { SingleSignOnInput, SingleSignOnSettings } from '@keqiao/contract'

/** The form as it is typed. */
export interface SingleSignOnDraft extends SingleSignOnInput {
  /** Empty: the stored one, if there is one. */
  readonly secret: string
}

/** Where somebody begins. */
export function singleSignOnDraftOf({ secretSetAt: _setAt, ...settings }: SingleSignOnSettings): SingleSignOnDraft {
  return { ...settings, secret: '' }
}

const isAddress = (text: string): boolean => /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text)

/** Fields that cannot be stored as they are. */
export function singleSignOnFaultsOf(draft: SingleSignOnDraft): ReadonlySet<'issuer' | 'clientId'> {
  const faults = new Set<'issuer' | 'clientId'>()
  if (draft.issuer === '' ? draft.enabled : !isAddress(draft.issuer)) faults.add('issuer')
  if (draft.enabled && draft.clientId.trim() === '') faults.add('clientId')
  return faults
}

/** What is asked for. */
export function singleSignOnInputOf({ secret, ...settings }: SingleSignOnDraft) {
  return { settings: { ...settings, issuer: settings.issuer.trim() }, ...(secret !== '' && { secret }) }
}
