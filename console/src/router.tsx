import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
  useNavigate,
} from '@tanstack/react-router'
import { channelsSearchOf } from './features/channel/channels-search'
import { knowledgeSearchOf } from './features/knowledge/knowledge-search'
import { manageMenuFor } from './features/manage/manage-menu'
import { membersSearchOf } from './features/member/members-search'
import { boardSearchOf, dialoguesSearchOf } from './features/monitor/monitor-search'
import { offlineSearchOf } from './features/offline-message/offline-search'
import { phrasesSearchOf } from './features/phrase/phrases-search'
import { reportPermission } from './features/report/report-menu'
import { reportSearchOf } from './features/report/report-search'
import { queryClient, sessionQuery } from './features/session/session'
import { SessionFailed, SessionPending } from './features/session/session-check'
import { SetUpPage } from './features/session/set-up-page'
import { SignInPage } from './features/session/sign-in-page'

/** Everything behind the sign-in, Ant Design included, is a bundle of its own. */
const loadStaff = () => import('./features/desk/staff-page')
const loadDesk = () => import('./features/desk/desk-page')
const loadMonitor = () => import('./features/monitor/monitor-page')
const loadBoard = () => import('./features/monitor/board-page')
const loadVisitors = () => import('./features/monitor/visitors-page')
const loadDialogues = () => import('./features/monitor/dialogues-page')
const loadManage = () => import('./features/manage/manage-page')
const loadChannels = () => import('./features/channel/channels-page')
const loadOperator = () => import('./features/operator/operator-page')
const loadMembers = () => import('./features/member/members-page')
const loadGroups = () => import('./features/group/groups-page')
const loadRouting = () => import('./features/settings/routing-page')
const loadHours = () => import('./features/settings/hours-page')
const loadBroadcasts = () => import('./features/staff-notices/broadcasts-page')
const loadPhrases = () => import('./features/phrase/phrases-page')
const loadSummary = () => import('./features/summary/summary-page')
const loadRating = () => import('./features/rating/rating-page')
const loadKnowledge = () => import('./features/knowledge/knowledge-page')
const loadOfflineMessages = () => import('./features/offline-message/offline-messages-page')
const loadReports = () => import('./features/report/reports-page')
const loadOverview = () => import('./features/report/overview-page')
const loadReport = () => import('./features/report/report-page')

const rootRoute = createRootRoute()

interface SignInSearch {
  /** The session ended while somebody worked. */
  expired?: true
  /** The dialogue to go back to. */
  dialogue?: string
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): SignInSearch => ({
    ...(search['expired'] === true && { expired: true }),
    ...(typeof search['dialogue'] === 'string' && { dialogue: search['dialogue'] }),
  }),
  beforeLoad: async () => {
    // Whether the server can be reached is told by the form, not here.
    const me = await queryClient.ensureQueryData(sessionQuery).catch(() => null)
    if (me) throw redirect({ to: '/desk' })
  },
  pendingComponent: SessionPending,
  component: SignInRoute,
})

interface SetUpSearch {
  merchant?: string
  token?: string
}

/** Where the operator's link leads; whoever comes by it is nobody yet. */
const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  validateSearch: (search): SetUpSearch => ({
    ...(typeof search['merchant'] === 'string' && { merchant: search['merchant'] }),
    ...(typeof search['token'] === 'string' && { token: search['token'] }),
  }),
  component: SetUpRoute,
})

function SetUpRoute() {
  const { merchant = '', token = '' } = setUpRoute.useSearch()
  const navigate = useNavigate()
  // Replaced: the token is used up, and no business of the history.
  return <SetUpPage merchant={merchant} token={token} onDone={() => void navigate({ to: '/desk', replace: true })} />
}

function SignInRoute() {
  const { expired, dialogue } = signInRoute.useSearch()
  const navigate = useNavigate()
  return (
    <SignInPage
      expired={expired === true}
      onSignedIn={() =>
        void (dialogue === undefined
          ? navigate({ to: '/desk' })
          : navigate({ to: '/desk/$conversationId', params: { conversationId: dialogue } }))
      }
    />
  )
}

interface OperatorSearch {
  /** Part of a merchant's code or name. */
  q?: string
  view?: 'acts'
}

/** Whoever runs the installation: no merchant's account, and none of what is behind one. */
const operatorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operator',
  validateSearch: (search): OperatorSearch => ({
    // A figure alone is read as a number.
    ...((typeof search['q'] === 'string' || typeof search['q'] === 'number') &&
      search['q'] !== '' && { q: String(search['q']) }),
    ...(search['view'] === 'acts' && { view: 'acts' }),
  }),
  component: lazyRouteComponent(loadOperator, 'OperatorPage'),
  pendingComponent: SessionPending,
})

const operatorSetUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operator/set-up',
  validateSearch: (search): { name?: string; token?: string } => ({
    ...(typeof search['name'] === 'string' && { name: search['name'] }),
    ...(typeof search['token'] === 'string' && { token: search['token'] }),
  }),
  component: lazyRouteComponent(loadOperator, 'OperatorSetUpPage'),
  pendingComponent: SessionPending,
})

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

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk' })
  },
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

const dialoguesRoute = createRoute({
  getParentRoute: () => monitorRoute,
  path: '/dialogues',
  validateSearch: dialoguesSearchOf,
  component: lazyRouteComponent(loadDialogues, 'DialoguesPage'),
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
    if (manageMenuFor(me.permissions).length === 0) throw redirect({ to: '/desk' })
  },
  component: lazyRouteComponent(loadManage, 'ManagePage'),
})

const manageHomeRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    throw redirect({ to: manageMenuFor(me.permissions)[0]?.entries[0]?.to ?? '/desk' })
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

const hoursRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/hours',
  component: lazyRouteComponent(loadHours, 'HoursPage'),
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

const knowledgeRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/knowledge',
  validateSearch: knowledgeSearchOf,
  component: lazyRouteComponent(loadKnowledge, 'KnowledgePage'),
})

const offlineMessagesRoute = createRoute({
  getParentRoute: () => manageRoute,
  path: '/offline-messages',
  validateSearch: offlineSearchOf,
  component: lazyRouteComponent(loadOfflineMessages, 'OfflineMessagesPage'),
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

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    signInRoute,
    setUpRoute,
    operatorRoute,
    operatorSetUpRoute,
    staffRoute.addChildren([
      deskRoute.addChildren([dialogueRoute]),
      monitorRoute.addChildren([boardRoute, dialoguesRoute, visitorsRoute]),
      manageRoute.addChildren([
        manageHomeRoute,
        membersRoute,
        channelsRoute,
        groupsRoute,
        routingRoute,
        hoursRoute,
        broadcastsRoute,
        phrasesRoute,
        summaryRoute,
        ratingRoute,
        knowledgeRoute,
        offlineMessagesRoute,
      ]),
      reportsRoute.addChildren([reportsHomeRoute, overviewRoute, reportRoute]),
    ]),
  ]),
  basepath: '/console',
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultNotFoundComponent: NotHere,
  defaultErrorComponent: SessionFailed,
})

/** An address that leads nowhere leads to the desk. */
function NotHere() {
  return <Navigate to="/desk" replace />
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
