import { counted } from './en.counted'
import type { Catalogue } from './catalogue'

/** English of the staff page. */
export const membersEn: Catalogue['members'] = {
  title: 'Staff',
  count: (total: number) => counted(total, 'person', 'people'),
  add: 'Add a member',
  search: 'Account or nickname',
  standing: 'Account status',
  standings: { active: 'Active', disabled: 'Disabled', all: 'All' },
  columns: {
    nickname: 'Nickname',
    account: 'Account',
    role: 'Role',
    groups: 'Groups',
    status: 'Status',
    load: 'Dialogues / capacity',
    createdAt: 'Added on',
  },
  actions: 'Actions',
  roles: { administrator: 'Administrator', agent: 'Agent' },
  you: 'You',
  origins: { scim: 'Back office', oidc: 'Single sign-on' },
  managedHint: 'Your back office keeps this account: change nickname, role and state there.',
  disabled: 'Disabled',
  notConnected: 'Offline',
  does: { edit: 'Edit', password: 'New password', secondStep: 'Reset two-step', disable: 'Disable', enable: 'Enable' },
  doTo: (what: string, name: string) => `${what}: ${name}`,
  none: 'Nobody is here yet.',
  noneFound: 'Nobody fits the search.',
  clearSearch: 'Clear the search',
  pages: 'Pages',
  range: (from: number, to: number) => `${from} – ${to}`,
  previousPage: 'Previous',
  nextPage: 'Next',
  editTitle: (name: string) => `Edit ${name}`,
  signsInAs: (login: string) => `Signs in as ${login}`,
  accountHint: 'Lower-case letters, digits, dot, dash, underscore; it cannot be changed later.',
  nicknameHint: 'What visitors and colleagues see.',
  capacity: 'Dialogues at once',
  capacityWrong: (max: number) => `Dialogues at once: a whole number from 0 to ${max}.`,
  givenPassword: 'Password',
  givenPasswordHint: 'Tell it to the person some other way; it is not shown again once saved.',
  passwordTitle: (name: string) => `A new password for ${name}`,
  passwordSet: (name: string) => `The new password of ${name} is valid; all earlier sign-ins have ended.`,
  draw: 'Make one up',
  copy: 'Copy',
  copied: 'Copied',
  disableTitle: (name: string) => `Disable ${name}?`,
  disableText: (held: number) =>
    held === 0
      ? 'Ends every sign-in at once and allows no other. There is no open dialogue.'
      : `Ends every sign-in at once and allows no other. ${
          held === 1 ? 'The open dialogue goes' : `The ${held} open dialogues go`
        } back to the former place in the queue.`,
  disabledNow: (name: string) => `${name} is disabled.`,
  enableTitle: (name: string) => `Enable ${name}?`,
  enableText: 'The former account and password can sign in again.',
  enabledNow: (name: string) => `${name} is enabled.`,
  save: 'Save',
  cancel: 'Cancel',
  secondStep: {
    title: (name: string) => `Reset the two-step sign-in of ${name}?`,
    text: 'For colleagues who lost both phone and recovery codes. The password alone lets them in afterwards, so make sure it is really them who ask. It is kept in the log.',
    done: (name: string) => `The two-step sign-in of ${name} is reset.`,
  },
}
