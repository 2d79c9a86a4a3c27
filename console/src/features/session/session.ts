import { browserEnvironment, request, type HttpOptions, type Input, type Output, type Reply } from '@keqiao/client'
import type { MeView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { QueryClient, queryOptions } from '@tanstack/react-query'

/** The console is served by the server it talks to. */
export const sameOrigin: HttpOptions = { base: '', newId: browserEnvironment().newId }

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: Infinity } },
})

/** A refusal thrown, for the query library. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly error: WireError
  constructor(error: WireError) {
    super(error.code)
    this.error = error
  }
}

async function whoIsSignedIn(): Promise<MeView | null> {
  const reply = await request(sameOrigin, 'session.get', {})
  if (reply.ok) return reply.result
  if (reply.error.code === 'unauthenticated') return null
  throw new RefusedError(reply.error)
}

/** The signed-in member; null for nobody. */
export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: whoIsSignedIn })

/** Signs in; from then on the session query knows who. */
export async function signIn(input: Input<'session.signIn'>): Promise<Reply<Output<'session.signIn'>>> {
  const reply = await request(sameOrigin, 'session.signIn', input)
  if (reply.ok) {
    const { recoveryCodes: _shownOnce, ...me } = reply.result
    queryClient.setQueryData(sessionQuery.queryKey, me)
  }
  return reply
}

/** Becomes a merchant's administrator by the operator's link, and is signed in. */
export async function setUp(input: Input<'session.setUp'>): Promise<Reply<MeView>> {
  const reply = await request(sameOrigin, 'session.setUp', input)
  if (reply.ok) queryClient.setQueryData(sessionQuery.queryKey, reply.result)
  return reply
}

/** Signs out. A session that is gone already is as good. */
export async function signOut(): Promise<Reply<object>> {
  const reply = await request(sameOrigin, 'session.signOut', {})
  if (!reply.ok && reply.error.code !== 'unauthenticated') return reply
  forgetSession()
  tellOtherTabs()
  return { ok: true, result: {} }
}

/** The session of this browser has ended: its other tabs leave too. */
export function tellOtherTabs(): void {
  try {
    localStorage.setItem(signedOutKey, String(Date.now()))
  } catch {
    // Storage is blocked: the other tabs hear it from the server at their next call.
  }
}

/** The tabs of this browser share one cookie: what ends in one ends in all. The others see the item change. */
const signedOutKey = 'keqiao.console.signed-out-at'

/** Calls the listener when another tab signed out; the result ends that. */
export function onSignedOutElsewhere(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === signedOutKey) listener()
  }
  window.addEventListener('storage', onStorage)
  return () => window.removeEventListener('storage', onStorage)
}

/** Nobody is signed in any more, as far as this page knows. */
export function forgetSession(): void {
  queryClient.setQueryData(sessionQuery.queryKey, null)
}
