import type { PhraseView } from '@keqiao/contract'
import { useEffect, useRef } from 'react'
import type { InsertPhrase } from './use-insert-phrase'
import { usePhraseBook } from './use-phrases'

type Pressed = Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code'>

/** The phrase that these keys insert; of two, the first: one's own stand before the merchant's. */
export function phraseOfKeys(
  { altKey, ctrlKey, metaKey, shiftKey, code }: Pressed,
  keyed: readonly PhraseView[],
): PhraseView | undefined {
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (!altKey || ctrlKey || metaKey || digit === undefined) return undefined
  const name = `Alt+${shiftKey ? 'Shift+' : ''}${digit}`
  return keyed.find(({ hotKey }) => hotKey === name)
}

/** CON-15: a phrase's key puts it into the composer, wherever the focus is on the desk; null: there is no composer. */
export function usePhraseKeys(insert: InsertPhrase | null): void {
  const { data } = usePhraseBook()
  const latest = useRef({ insert, keyed: data?.keyed ?? [] })
  useEffect(() => {
    latest.current = { insert, keyed: data?.keyed ?? [] }
  })
  const bound = insert !== null
  useEffect(() => {
    if (!bound) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
      const phrase = phraseOfKeys(event, latest.current.keyed)
      if (!phrase) return
      event.preventDefault()
      latest.current.insert?.(phrase)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [bound])
}
