import type { MeView } from '@keqiao/contract'
import type { LinkProps } from '@tanstack/react-router'
import type { Catalogue } from '../../i18n/catalogue'
import type { IconName } from '../../icons/drawings'

/** One page of the management centre: shown to who has its permission. */
interface ManageEntry {
  readonly to: NonNullable<LinkProps['to']>
  readonly icon: IconName
  readonly permission: string
  /** Left out for who sees nothing beyond his own data. */
  readonly beyondOwn?: true
  readonly label: (texts: Catalogue) => string
}

interface ManageSection {
  readonly label: (texts: Catalogue) => string
  readonly entries: readonly ManageEntry[]
}

/** The side menu of 管理中心 (CON-01), in its order: the first page one may see, behind the guide, is where one arrives. */
export const manageMenu: readonly ManageSection[] = [
  {
    label: ({ manage }) => manage.team,
    entries: [
      { to: '/manage/guide', icon: 'check', permission: 'channel:manage', label: ({ manage }) => manage.guide },
      { to: '/manage/members', icon: 'user', permission: 'member:manage', label: ({ manage }) => manage.members },
      { to: '/manage/roles', icon: 'lock', permission: 'role:manage', label: ({ roles }) => roles.menu },
      {
        to: '/manage/accounts',
        icon: 'globe',
        permission: 'integration:manage',
        label: ({ accounts }) => accounts.menu,
      },
      { to: '/manage/groups', icon: 'list', permission: 'settings:manage', label: ({ rules }) => rules.menu.groups },
    ],
  },
  {
    label: ({ dialogues }) => dialogues.records,
    entries: [
      {
        to: '/manage/dialogues',
        icon: 'search',
        permission: 'dialogue:read',
        beyondOwn: true,
        label: ({ dialogues }) => dialogues.menu,
      },
      {
        to: '/manage/own-dialogues',
        icon: 'user',
        permission: 'dialogue:read',
        label: ({ dialogues }) => dialogues.menuOwn,
      },
    ],
  },
  {
    label: ({ rules }) => rules.menu.reception,
    entries: [
      { to: '/manage/channels', icon: 'globe', permission: 'channel:manage', label: ({ manage }) => manage.channels },
      {
        to: '/manage/routing',
        icon: 'transfer',
        permission: 'settings:manage',
        label: ({ rules }) => rules.menu.routing,
      },
      { to: '/manage/reply-times', icon: 'alert', permission: 'settings:manage', label: ({ sla }) => sla.title },
      {
        to: '/manage/auto-replies',
        icon: 'smile',
        permission: 'settings:manage',
        label: ({ autoReplies }) => autoReplies.title,
      },
      { to: '/manage/hours', icon: 'clock', permission: 'settings:manage', label: ({ rules }) => rules.menu.hours },
      { to: '/manage/summary', icon: 'file', permission: 'form:manage', label: ({ summary }) => summary.menu },
      { to: '/manage/rating', icon: 'star', permission: 'settings:manage', label: ({ rating }) => rating.menu },
      { to: '/manage/metrics', icon: 'chart', permission: 'settings:manage', label: ({ rules }) => rules.menu.metrics },
      {
        to: '/manage/broadcasts',
        icon: 'bell',
        permission: 'broadcast:send',
        label: ({ staffNotices }) => staffNotices.broadcast.title,
      },
      { to: '/manage/phrases', icon: 'phrase', permission: 'phrase:manage', label: ({ phrase }) => phrase.menu },
    ],
  },
  {
    label: ({ manage }) => manage.records,
    entries: [
      {
        to: '/manage/knowledge',
        icon: 'book',
        permission: 'knowledge:manage',
        label: ({ knowledge }) => knowledge.menu,
      },
      {
        to: '/manage/offline-messages',
        icon: 'inbox',
        permission: 'offlineMessage:read',
        label: ({ rules }) => rules.menu.offline,
      },
      { to: '/manage/mail', icon: 'send', permission: 'integration:manage', label: ({ mail }) => mail.menu },
    ],
  },
  {
    label: ({ integrations }) => integrations.menu,
    entries: [
      {
        to: '/manage/api-keys',
        icon: 'lock',
        permission: 'apiKey:manage',
        label: ({ integrations }) => integrations.apiKeys,
      },
      {
        to: '/manage/webhooks',
        icon: 'send',
        permission: 'webhook:manage',
        label: ({ integrations }) => integrations.webhooks,
      },
    ],
  },
]

/** The sections with what somebody's permissions open; none that is empty. */
export function manageMenuFor({ permissions, scope }: Pick<MeView, 'permissions' | 'scope'>): readonly ManageSection[] {
  return manageMenu
    .map((section) => ({
      ...section,
      entries: section.entries.filter(
        ({ permission, beyondOwn = false }) => permissions.includes(permission) && !(beyondOwn && scope === 'own'),
      ),
    }))
    .filter(({ entries }) => entries.length > 0)
}
