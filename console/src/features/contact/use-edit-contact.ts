import type { Input, OperationName, Output, Reply } from '@keqiao/client'
import { useRef, useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'

type ContactCommand = Extract<OperationName, 'contact.update' | 'contact.addTag' | 'contact.removeTag'>

/** Somebody else has changed the same since the edit began. */
export interface Clash {
  /** Who did; null where that cannot be told. */
  readonly by: string | null
  /** From which the change may be asked again. */
  readonly version: number
}

/**
 * Asks for a change of a contact. What is asked again unchanged, after no answer, is the same command. A clash keeps what
 * was typed: who typed it sees the other's words and decides.
 */
export function useEditContact() {
  const { client } = useDesk()
  const texts = useTexts()
  const last = useRef({ asked: '', key: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)

  async function edit<Name extends ContactCommand>(name: Name, input: Input<Name>): Promise<Reply<Output<Name>>> {
    const asked = JSON.stringify([name, input])
    if (last.current.asked !== asked) last.current = { asked, key: client.options.environment.newId() }
    setBusy(true)
    const reply = await client.call(name, input, last.current.key)
    setBusy(false)
    if (reply.ok || !reply.error.retryable) last.current = { asked: '', key: '' }
    const clashing = !reply.ok && reply.error.code === 'contact_changed'
    setClash(clashing ? clashOf(reply.error.data) : null)
    setProblem(reply.ok || clashing ? null : errorWords(texts, reply.error.code))
    return reply
  }

  function forget() {
    setProblem(null)
    setClash(null)
  }

  return { edit, busy, problem, setProblem, clash, forget }
}

function clashOf(data: Record<string, unknown> = {}): Clash {
  const { by, version } = data
  return { by: typeof by === 'string' ? by : null, version: typeof version === 'number' ? version : 0 }
}
