import { request } from '@keqiao/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useEntranceTexts } from '../../i18n/language'
import { sameOrigin } from './session'

interface ProviderSignInProps {
  /** Code of the merchant, as far as it is typed. */
  merchant: string
  /** Path of the console to go to afterwards. */
  next: string
  /** Stay signed in over restarts of the browser. */
  remember: boolean
}

/** While somebody types, his merchant is not asked for at each letter. In milliseconds. */
const settlesMs = 400

/** ACC-02: where the merchant has a provider of his own, the way there; else nothing. */
export function ProviderSignIn({ merchant, next, remember }: ProviderSignInProps) {
  const { session: texts } = useEntranceTexts()
  const code = useSettled(merchant.toLowerCase())
  const { data } = useQuery({
    queryKey: ['ways', code],
    enabled: /^[a-z0-9][a-z0-9-]{1,31}$/.test(code),
    async queryFn() {
      const reply = await request(sameOrigin, 'session.ways', { merchant: code })
      return reply.ok ? reply.result : null
    },
  })
  if (!data?.provider || merchant.toLowerCase() !== code) return null
  const query = new URLSearchParams({ merchant: code, next, remember: remember ? '1' : '0' })
  return (
    <div className="sign-in-provider">
      <a className="sign-in-button" href={`/api/sso/start?${query.toString()}`}>
        {texts.signInWith(data.provider.label)}
      </a>
      {!data.passwordsAllowed && <p>{texts.passwordsOff}</p>}
    </div>
  )
}

/** The value once it has stayed the same for a moment; the first one at once. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settlesMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
