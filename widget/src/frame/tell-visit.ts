import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { VISIT, type KeptVisit } from '../visit'
import type { Host } from './host'
import type { Panel } from './panel'

/** Leaves room for the rest of the frame; UTF-8 takes at most three bytes for a UTF-16 unit. */
const mostUnits = (FRAME_LIMITS.maxFrameBytes - 8_000) / 3

/**
 * Tells the server where the visitor is (VIS-06): all that is known, with each connection and each change. The loader
 * keeps it; another tab's news come the same way.
 */
export function startTellingVisit(host: Host, panel: Panel): void {
  let told: string | undefined
  let watched: unknown
  let forget = (): void => {}

  function tell(): void {
    const { client } = panel.getSnapshot()
    const state = client?.state.getSnapshot()
    const kept = host.storage.get(VISIT)
    if (!client || state?.status !== 'connected' || !kept) return
    const news = state.connection + kept
    if (news === told) return
    told = news
    const visit = parse(kept)
    if (visit) client.send({ t: 'visit', ...visit })
  }

  function follow(): void {
    const { client } = panel.getSnapshot()
    if (client === watched) return
    watched = client
    forget()
    forget = client?.state.subscribe(tell) ?? forget
    tell()
  }

  host.listen((message) => {
    if (message.t === 'kept' && message.key === VISIT) tell()
  })
  panel.subscribe(follow)
  follow()
}

/** What a frame may hold of it; the oldest pages go first. */
function parse(kept: string) {
  try {
    const { pages, referrer, product, orders } = JSON.parse(kept) as KeptVisit
    const rest = JSON.stringify({ product, orders }).length
    const now = Date.now()
    const short = [...pages]
    while (short.length > 1 && JSON.stringify(short).length > mostUnits - rest) short.shift()
    return {
      pages: short.map(({ key, url, title }) => ({
        key,
        url: storable(url),
        title: storable(title),
        agoMs: Math.max(0, now - key),
      })),
      ...(referrer && { referrer: storable(referrer) }),
      // The loader's second part has made them what the server takes.
      product,
      ...(orders && { orders }),
    }
  } catch {
    return null
  }
}

/** NUL and half a character (a title may have been cut in the middle of one) would be refused. */
const storable = (text: string): string => text.replace(/[\0\ud800-\udfff]/gu, '')
