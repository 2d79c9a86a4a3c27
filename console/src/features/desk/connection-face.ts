import type { ConnectionState } from '@keqiao/client'
import type { Catalogue } from '../../i18n/catalogue'
import { errorWords } from '../../i18n/error-words'

export interface ConnectionFace {
  readonly lamp: 'green' | 'amber' | 'red'
  readonly word: string
  /** The sentence of the red bar; null while there is nothing to worry about. */
  readonly bar: string | null
}

/** A first try again is mostly over before anybody could read about it. */
const barFromAttempt = 2

/** How the connection looks in the work bar. `machineOnline` is what the browser says about its network. */
export function connectionFace(state: ConnectionState, machineOnline: boolean, texts: Catalogue): ConnectionFace {
  const words = texts.connection
  switch (state.status) {
    case 'connected':
      return { lamp: 'green', word: words.connected, bar: null }
    case 'stopped':
      return {
        lamp: 'red',
        word: words.lost,
        bar: state.error ? words.refusedBar(errorWords(texts, state.error.code)) : words.lostBar,
      }
    case 'connecting':
    case 'waiting': {
      if (!machineOnline) return { lamp: 'red', word: words.lost, bar: words.offlineBar }
      if (state.attempt < 1) return { lamp: 'amber', word: words.connecting, bar: null }
      return {
        lamp: 'amber',
        word: words.reconnecting(state.attempt),
        bar: state.attempt >= barFromAttempt ? words.lostBar : null,
      }
    }
  }
}
