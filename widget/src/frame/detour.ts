import type { Client } from '@keqiao/client'
import { fallBack, OPEN_WITHIN_MS } from '@keqiao/client/fall-back'
import type { Panel } from './panel'

/** Finds another way where no WebSocket gets through. What it needs for that is fetched only then. */
export function findDetour(panel: Panel): void {
  let known: Client | null = null

  function look(): void {
    const { client } = panel.getSnapshot()
    if (!client || known) return
    known = client
    const { environment } = client.options
    fallBack(environment, async () => (await import('@keqiao/client/fallback/one-browser')).shareCarrier)
    // The first socket was opened before anybody could look after it.
    environment.setTimer(OPEN_WITHIN_MS, () => {
      if (client.state.getSnapshot().status !== 'connecting') return
      client.stop()
      client.start()
    })
  }

  panel.subscribe(look)
  look()
}
