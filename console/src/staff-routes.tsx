import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { apiKeysSearchOf } from './features/api-key/api-keys-search'
import { channelsSearchOf } from './features/channel/channels-search'
import { knowledgeSearchOf } from './features/knowledge/knowledge-search'
import { manageMenuFor } from './features/manage/manage-menu'
import { mailSearchOf } from './features/mail/mail-search'
import { servedSearchOf } from './features/dialogue/dialogues-search'
import { membersSearchOf } from './features/member/members-search'
import { boardSearchOf, dialoguesSearchOf } from './features/monitor/monitor-search'
import { offlineSearchOf } from './features/offline-message/offline-search'
import { phrasesSearchOf } from './features/phrase/phrases-search'
import { reportPermission } from './features/report/report-menu'
import { reportSearchOf } from './features/report/report-search'
import { queryClient, sessionQuery } from './features/session/session'
import { SessionFailed, SessionPending } from './features/session/session-check'
import { webhooksSearchOf } from './features/webhook/webhooks-search'
import { loadCatalogue } from './i18n/language'
import { rootRoute } from './root-route'

/** Everything behind the sign-in, Ant Design included, is a bundle of its own. */
const loadStaff = async () => (await Promise.all([import('./features/desk/staff-page'), loadCatalogue()]))[0]
const loadDesk = () => import('./features/desk/desk-page')
const loadMonitor = () => import('./features/monitor/monitor-page')
const loadBoard = () => import('./features/monitor/board-page')
const loadVisitors = () => import('./features/monitor/visitors-page')
const loadWatched = () => import('./features/monitor/dialogues-page')
const loadManage = () => import('./features/manage/manage-page')
const loadChannels = () => import('./features/channel/channels-page')
const loadMembers = () => import('./features/member/members-page')
const loadGuide = () => import('./features/guide/guide-page')
const loadRoles = () => import('./features/role/roles-page')
const loadGroups = () => import('./features/group/groups-page')
const loadRouting = () => import('./features/settings/routing-page')
const loadMetrics = () => import('./features/settings/metrics-page')
const loadSla = () => import('./features/settings/sla-page')
const loadAutoReplies = () => import('./features/automation/auto-replies-page')
const loadHours = () => import('./features/settings/hours-page')
const loadSummary = () => import('./features/summary/summary-page')
const loadRating = () => import('./features/rating/rating-page')
const loadBroadcasts = () => import('./features/staff-notices/broadcasts-page')
const loadPhrases = () => import('./features/phrase/phrases-page')
const loadKnowledge = () => import('./features/knowledge/knowledge-page')
const loadAccounts = () => import('./features/account/accounts-page')
const loadMail = () => import('./features/mail/mail-page')
const loadApiKeys = () => import('./features/api-key/api-keys-page')
const loadWebhooks = () => import('./features/webhook/webhooks-page')
const loadDialogues = () => import('./features/dialogue/dialogues-page')
const loadOfflineMessages = () => import('./features/offline-message/offline-messages-page')
const loadReports = () => import('./features/report/reports-page')
const loadOverview = () => import('./features/report/overview-page')
const loadReport = () => import('./features/report/report-page')

const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'staff',
  beforeLoad: async ({ params }) => {
    const me = await queryClient.ensureQueryData(sessionQuery)
    const dialogue = 'conversationId' in params ? String(params.conversationId) : undefined
    if (!me) throw redirect({ to: '/sign-in', search: dialogue === undefined ? {} : { dialogue } })
    return { me }
  },
  component: lazyRouteComponent(loadStaff, 'StaffPage'),
  pendingComponent: SessionPending,
  errorComponent: SessionFailed,
})

const deskRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/desk',
  component: lazyRouteComponent(loadDesk, 'DeskPage'),
})

const dialogueRoute = createRoute({ getParentRoute: () => deskRoute, path: '/$conversationId' })

/** 监控: for who may look; everybody else finds himself at the desk. */
const monitorRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/monitor',
  beforeLoad: ({ context: { me } }) => {
    if (!me.permissions.includes('monitor:read')) throw redirect({ to: '/desk' })
  },
  component: lazyRouteComponent(loadMonitor, 'MonitorPage'),
})

const boardRoute = createRoute({
  getParentRoute: () => monitorRoute,
  path: '/',
  validateSearch: boardSearchOf,
  component: lazyRouteComponent(loadBoard, 'BoardPage'),
})

const watchedRoute = createRoute({
  getParentRoute: () => monitorRoute,
  path: '/dialogues',
  validateSearch: dialoguesSearchOf,
  component: lazyRouteComponent(loadWatched, 'DialoguesPage'),
})

const visitorsRoute = createRoute({
  getParentRoute: () => monitorRoute,
  path: '/visitors',
  component: lazyRouteComponent(loadVisitors, 'VisitorsPage'),
})

/** 管理中心: for who has something to manage; everybody else finds himself at the desk. */
const manageRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/manage',
  beforeLoad: ({ context: { me } }) => {
    if (manageMenuFor(me).length === 0) throw redirect({ to: '/desk' })
  },
  component: lazyRouteComponent(loadManage, 'ManagePage'),
})

const manageHomeRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    const pages = manageMenuFor(me).flatMap(({ entries }) => entries.map(({ to }) => to))
    // The guide is for the beginning; who comes every day comes for the work.
    throw redirect({ to: pages.find((to) => to !== '/manage/guide') ?? pages[0] ?? '/desk' })
  },
})

const membersRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/members',
  validateSearch: membersSearchOf,
  component: lazyRouteComponent(loadMembers, 'MembersPage'),
})

const channelsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/channels',
  validateSearch: channelsSearchOf,
  component: lazyRouteComponent(loadChannels, 'ChannelsPage'),
})

const guideRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/guide',
  component: lazyRouteComponent(loadGuide, 'GuidePage'),
})

const rolesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/roles',
  component: lazyRouteComponent(loadRoles, 'RolesPage'),
})

const groupsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/groups',
  component: lazyRouteComponent(loadGroups, 'GroupsPage'),
})

const routingRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/routing',
  component: lazyRouteComponent(loadRouting, 'RoutingPage'),
})

const metricsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/metrics',
  component: lazyRouteComponent(loadMetrics, 'MetricsPage'),
})

const slaRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/reply-times',
  component: lazyRouteComponent(loadSla, 'SlaPage'),
})

const autoRepliesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/auto-replies',
  validateSearch: (search: Record<string, unknown>): { channel?: string } =>
    typeof search['channel'] === 'string' ? { channel: search['channel'] } : {},
  component: lazyRouteComponent(loadAutoReplies, 'AutoRepliesPage'),
})

const hoursRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/hours',
  component: lazyRouteComponent(loadHours, 'HoursPage'),
})

const summaryRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/summary',
  component: lazyRouteComponent(loadSummary, 'SummaryPage'),
})

const ratingRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/rating',
  component: lazyRouteComponent(loadRating, 'RatingPage'),
})

const broadcastsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/broadcasts',
  validateSearch: (search): { page?: number } => {
    const page = Number(search['page'])
    return Number.isInteger(page) && page > 1 ? { page } : {}
  },
  component: lazyRouteComponent(loadBroadcasts, 'BroadcastsPage'),
})

const phrasesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/phrases',
  validateSearch: phrasesSearchOf,
  component: lazyRouteComponent(loadPhrases, 'PhrasesPage'),
})

const knowledgeRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/knowledge',
  validateSearch: knowledgeSearchOf,
  component: lazyRouteComponent(loadKnowledge, 'KnowledgePage'),
})

const accountsRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/accounts',
  component: lazyRouteComponent(loadAccounts, 'AccountsPage'),
})

const mailRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/mail',
  validateSearch: mailSearchOf,
  component: lazyRouteComponent(loadMail, 'MailPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/api-keys',
  validateSearch: apiKeysSearchOf,
  component: lazyRouteComponent(loadApiKeys, 'ApiKeysPage'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/webhooks',
  validateSearch: webhooksSearchOf,
  component: lazyRouteComponent(loadWebhooks, 'WebhooksPage'),
})

const offlineMessagesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/offline-messages',
  validateSearch: offlineSearchOf,
  component: lazyRouteComponent(loadOfflineMessages, 'OfflineMessagesPage'),
})

const dialoguesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/dialogues',
  validateSearch: servedSearchOf,
  component: lazyRouteComponent(loadDialogues, 'DialoguesPage'),
})

const ownDialoguesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/own-dialogues',
  validateSearch: servedSearchOf,
  component: lazyRouteComponent(loadDialogues, 'OwnDialoguesPage'),
})

/** 报表: for who may read them; everybody else finds himself at the desk. */
const reportsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/reports',
  beforeLoad: ({ context: { me } }) => {
    if (!me.permissions.includes(reportPermission)) throw redirect({ to: '/desk' })
  },
  component: lazyRouteComponent(loadReports, 'ReportsPage'),
})

const reportsHomeRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/reports/overview' })
  },
})

const overviewRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: '/overview',
  validateSearch: reportSearchOf,
  component: lazyRouteComponent(loadOverview, 'OverviewPage'),
})

const reportRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: '/$report',
  validateSearch: reportSearchOf,
  component: lazyRouteComponent(loadReport, 'ReportPage'),
})

/** The pages of members, by area. */
export const staffRoutes = staffRoute.addChildren([
  deskRoute.addChildren([dialogueRoute]),
  monitorRoute.addChildren([boardRoute, watchedRoute, visitorsRoute]),
  manageRoute.addChildren([
    manageHomeRoute,
    membersRoute,
    channelsRoute,
    guideRoute,
    rolesRoute,
    groupsRoute,
    routingRoute,
    hoursRoute,
    summaryRoute,
    ratingRoute,
    broadcastsRoute,
    phrasesRoute,
    knowledgeRoute,
    autoRepliesRoute,
    slaRoute,
    metricsRoute,
    offlineMessagesRoute,
    accountsRoute,
    mailRoute,
    apiKeysRoute,
    webhooksRoute,
    dialoguesRoute,
    ownDialoguesRoute,
  ]),
  reportsRoute.addChildren([reportsHomeRoute, overviewRoute, reportRoute]),
])
