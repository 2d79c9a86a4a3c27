type Hear = (detail?: unknown) => void

/** Who of the shop's script hears what. */
export interface Hearing {
  on(event: unknown, hear: unknown): void
  /** Without `hear`: everybody who hears this event. */
  off(event: unknown, hear?: unknown): void
  tell(event: string, detail?: unknown): void
  /** It has happened and stays so: whoever asks later hears it at once. */
  lasts(event: string): void
}

export const shopEvents: readonly string[] = [
  'ready',
  'open',
  'close',
  'unread',
  'message',
  'conversationStarted',
  'conversationEnded',
  'identified',
  'identityRefused',
]

/** What a listener of the shop throws is the shop's: it comes up in its console, and nobody else notices. */
export function createHearing(): Hearing {
  // Neither Map nor Set: shops' pages have been seen to replace them by ones of their own.
  let listeners: readonly { readonly event: string; readonly hear: Hear }[] = []
  const lasting: string[] = []

  function call(hear: Hear, detail: unknown): void {
    try {
      hear(detail)
    } catch (error) {
      setTimeout(() => {
        throw error
      })
    }
  }

  function tell(event: string, detail?: unknown): void {
    // The list as it is now: a listener may take itself off.
    for (const one of listeners) if (one.event === event) call(one.hear, detail)
  }

  return {
    on(event, hear) {
      if (typeof event !== 'string' || !shopEvents.includes(event) || typeof hear !== 'function') {
        console.warn(`Keqiao: on(event, function) knows ${shopEvents.join(', ')}`)
        return
      }
      const heard = hear as Hear
      // Who asks twice hears once.
      const others = listeners.filter((one) => one.event !== event || one.hear !== heard)
      listeners = [...others, { event, hear: heard }]
      if (lasting.includes(event)) call(heard, undefined)
    },
    off(event, hear) {
      listeners = listeners.filter((one) => one.event !== event || (hear !== undefined && one.hear !== hear))
    },
    tell,
    lasts(event) {
      lasting.push(event)
      tell(event)
    },
  }
}
