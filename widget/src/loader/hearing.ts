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
  const listeners = new Map<string, Set<Hear>>()
  const lasting = new Set<string>()

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
    // A copy: a listener may take itself off.
    for (const hear of [...(listeners.get(event) ?? [])]) call(hear, detail)
  }

  return {
    on(event, hear) {
      if (typeof event !== 'string' || !shopEvents.includes(event) || typeof hear !== 'function') {
        console.warn(`Keqiao: on(event, function) knows ${shopEvents.join(', ')}`)
        return
      }
      const heard = hear as Hear
      listeners.set(event, (listeners.get(event) ?? new Set()).add(heard))
      if (lasting.has(event)) call(heard, undefined)
    },
    off(event, hear) {
      if (hear === undefined) listeners.delete(event as string)
      else listeners.get(event as string)?.delete(hear as Hear)
    },
    tell,
    lasts(event) {
      lasting.add(event)
      tell(event)
    },
  }
}
