import { useSyncExternalStore } from 'react'
import { useTexts } from '../../i18n/language'
import { connectionFace, type ConnectionFace } from './connection-face'
import { useDesk } from './desk-context'
import { useStore } from './use-store'

const lampClass = { green: 'lamp', amber: 'lamp lamp-amber', red: 'lamp lamp-red' } as const

function subscribeToNetwork(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** How the connection looks just now. */
export function useConnectionFace(): ConnectionFace {
  const texts = useTexts()
  const { client } = useDesk()
  const state = useStore(client.state)
  const machineOnline = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine)
  return connectionFace(state, machineOnline, texts)
}

/** Always visible: a lamp and its word. */
export function ConnectionLamp() {
  const texts = useTexts()
  const { lamp, word } = useConnectionFace()
  const way = useStore(useDesk().way)
  const detour = way === 'carrier' && lamp === 'green' ? texts.connection.byCarrier : undefined
  return (
    <span className="connection-lamp" data-lamp={lamp} data-way={way} title={detour} role="status">
      <span className={lampClass[lamp]} />
      <span>{word}</span>
      {detour && <span className="heard-only">{detour}</span>}
    </span>
  )
}
