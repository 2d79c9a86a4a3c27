import type { Client, ConnectionState } from '@keqiao/client'
import { describeError } from './describe-error'
import { say } from './texts'

interface ConnectionLineProps {
  client: Client
  /** It has been away long enough to be worth a word. */
  late: boolean
  onRetry(): void
}

/** One line at the top while the connection is away; what is written meanwhile is kept. */
export function ConnectionLine({ client, late, onRetry }: ConnectionLineProps) {
  const state = client.state.getSnapshot()
  const stopped = state.status === 'stopped'
  const away = stopped || (late && state.status !== 'connected')
  return (
    <p class={stopped ? 'connection bad' : 'connection'} role="status" hidden={!away}>
      {away && words(state)}
      {away && <button onClick={stopped ? onRetry : client.retryNow}>{say('retry')}</button>}
    </p>
  )
}

function words(state: ConnectionState): string {
  if (state.status === 'stopped') return (state.error && describeError(state.error)) ?? say('stopped')
  return say(navigator.onLine ? 'reconnecting' : 'offline')
}
