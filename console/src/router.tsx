import { createRoute, createRouter, Navigate, redirect } from '@tanstack/react-router'
import { SessionFailed } from './features/session/session-check'

import { entranceRoutes } from './entrance-routes'
import { rootRoute } from './root-route'
import { staffRoutes } from './staff-routes'

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk' })
  },
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, ...entranceRoutes, staffRoutes]),
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
