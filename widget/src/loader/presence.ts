/**
 * The third part of the loader, fetched only where the merchant lets his agents see who is on his pages: it tells that
 * the page is open, every few seconds and all of it each time, and shows an agent's invitation beside the button.
 */
import { KEPT } from '../bridge'
import { chooseLocale } from '../choose-locale'
import { INVITED, VISIT, type KeptVisit } from '../visit'
import { drawInvitation, type DrawnInvitation } from './invitation-card'
import type { LoaderParts } from './api'

/** After this long without a page it is another visit. */
const VISIT_ENDS_MS = 30 * 60_000
const PRESENCE = 'presence'

interface Told {
  everyMs: number | null
  invitation: { id: string; by: string; text: string } | null
  token?: string
}

type What = 'shown' | 'accepted' | 'declined'

/** Tells that this page is open until it is left. */
export function stayPresent(parts: LoaderParts, origin: string, everyMs: number): void {
  const { channel, keepsake } = parts
  const address = `${origin}/api/visitor/presence`
  const visitId = visitIdOf(parts)
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown: { id: string; card: DrawnInvitation } | undefined

  const body = (more: object): string => {
    const token = keepsake.get(KEPT.token)
    const page = {
      url: location.href.slice(0, 2_000),
      title: document.title.slice(0, 300),
      referrer: referrerOf(parts),
    }
    return JSON.stringify({ channelKey: channel, visitId, ...page, ...(token && { token }), ...more })
  }

  async function tell(more: object = {}): Promise<Told | undefined> {
    clearTimeout(timer)
    let told: Told | undefined
    try {
      // Plain text and no cookies: the browser asks nothing beforehand.
      const reply = await fetch(address, { method: 'POST', credentials: 'omit', body: body(more) })
      told = reply.ok ? ((await reply.json()) as Told) : undefined
    } catch {
      // Offline, or forbidden by the page's policy: the next beat tries again.
    }
    if (told?.everyMs !== null) timer = setTimeout(() => void tell(), told?.everyMs ?? everyMs)
    if (told) show(told.invitation)
    return told
  }

  function answer(invitationId: string, what: What): Promise<Told | undefined> {
    return tell({ answer: { invitationId, what } })
  }

  function show(invitation: Told['invitation']): void {
    if (!invitation || parts.launcher.panel.classList.contains('on')) {
      if (!invitation) hide()
      return
    }
    if (shown?.id === invitation.id) return
    hide()
    const { id } = invitation
    const card = drawInvitation(parts.launcher.panel, invitation, localeOf(channel), {
      onAccept() {
        hide()
        // Who he is comes before the panel: his conversation is known by it to be the inviter's.
        void answer(id, 'accepted').then((told) => {
          if (told?.token) keepsake.set(KEPT.token, told.token)
          // He was asked and said yes: nothing to read stands before it.
          keepsake.set(INVITED, '1')
          parts.open()
        })
      },
      onDecline() {
        hide()
        void answer(id, 'declined')
      },
    })
    shown = { id, card }
    void answer(id, 'shown')
  }

  function hide(): void {
    shown?.card.remove()
    shown = undefined
  }

  document.addEventListener('visibilitychange', () => document.hidden || void tell())
  addEventListener('pagehide', () => {
    clearTimeout(timer)
    navigator.sendBeacon(address, body({ leaving: true }))
  })
  addEventListener('pageshow', (event) => void (event.persisted && tell()))
  void tell()
}

/** The same for all pages of a visit, so that a visitor with three tabs is one visitor. */
function visitIdOf({ keepsake }: LoaderParts): string {
  const now = Date.now()
  const [id = '', seenAt = '0'] = (keepsake.get(PRESENCE) ?? '').split(' ')
  const goesOn = id !== '' && now - Number(seenAt) < VISIT_ENDS_MS
  const visitId = goesOn ? id : randomId()
  const keep = () => keepsake.set(PRESENCE, `${visitId} ${Date.now()}`)
  keep()
  setInterval(keep, 60_000)
  return visitId
}

/** A page without https has no randomUUID. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function referrerOf({ keepsake }: LoaderParts): string {
  try {
    return (JSON.parse(keepsake.get(VISIT) ?? '') as KeptVisit).referrer ?? ''
  } catch {
    return ''
  }
}

function localeOf(channel: string) {
  const scripts = Array.from(document.querySelectorAll<HTMLScriptElement>('script[data-channel]'))
  const lang = scripts.find(({ dataset }) => dataset.channel === channel)?.dataset.lang
  return chooseLocale([lang, document.documentElement.lang, ...navigator.languages])
}
