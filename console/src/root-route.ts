import { createRootRoute } from '@tanstack/react-router'

/** What all pages of the console hang below. */
export const rootRoute = createRootRoute()
