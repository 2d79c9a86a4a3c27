import { createRoute, lazyRouteComponent, redirect, useNavigate } from '@tanstack/react-router'
import { queryClient, sessionQuery } from './features/session/session'
import { SessionPending } from './features/session/session-check'
import { SetUpPage } from './features/session/set-up-page'
import { SignInPage } from './features/session/sign-in-page'

import { loadCatalogue } from './i18n/language'
import { rootRoute } from './root-route'

/** The operator's page is a bundle of its own. */
const loadOperator = async () => (await Promise.all([import('./features/operator/operator-page'), loadCatalogue()]))[0]

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
  beforeLoad: leaveIfSignedIn,
  pendingComponent: SessionPending,
  component: SignInRoute,
})

/** The page of one merchant, with the way to his provider. */
const merchantSignInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/$merchant',
  beforeLoad: leaveIfSignedIn,
  pendingComponent: SessionPending,
  component: MerchantSignInRoute,
})

async function leaveIfSignedIn(): Promise<void> {
  // Whether the server can be reached is told by the form, not here.
  const me = await queryClient.ensureQueryData(sessionQuery).catch(() => null)
  if (me) throw redirect({ to: '/desk' })
}

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
  // To where a shop begins. Replaced: the token is used up, and no business of the history.
  const onDone = () => void navigate({ to: '/manage/guide', replace: true })
  return <SetUpPage merchant={merchant} token={token} onDone={onDone} />
}

function SignInRoute() {
  const { expired, dialogue } = signInRoute.useSearch()
  const navigate = useNavigate()
  return (
    <SignInPage
      expired={expired === true}
      merchant={null}
      next={dialogue === undefined ? '/console/desk' : `/console/desk/${dialogue}`}
      onSignedIn={() =>
        void (dialogue === undefined
          ? navigate({ to: '/desk' })
          : navigate({ to: '/desk/$conversationId', params: { conversationId: dialogue } }))
      }
    />
  )
}

function MerchantSignInRoute() {
  const { merchant } = merchantSignInRoute.useParams()
  const navigate = useNavigate()
  const onSignedIn = () => void navigate({ to: '/desk' })
  return <SignInPage expired={false} merchant={merchant} next="/console/desk" onSignedIn={onSignedIn} />
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

/** The pages of who is not signed in as a member. */
export const entranceRoutes = [signInRoute, merchantSignInRoute, setUpRoute, operatorRoute, operatorSetUpRoute] as const
