import type { WireError } from '@keqiao/contract/frames'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useUnsent } from '../conversation/composer/unsent'
import { forgetReadingPlaces } from '../conversation/thread/reading-places'
import { useSummary } from '../summary/summary-state'
import { describeDevice } from './describe-device'
import { listOwnSessions, revokeSession, signOutEverywhere, type OwnSession } from './own-account'
import './own-account.css'

interface OwnSessionsProps {
  open: boolean
  onDone: () => void
}

/** Where one is signed in, and the end of it: one by one, or everywhere. */
export function OwnSessions({ open, onDone }: OwnSessionsProps) {
  const { account, keys } = useTexts()
  return (
    <Dialog
      open={open}
      width={520}
      title={account.sessions}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <SessionList />
    </Dialog>
  )
}

function SessionList() {
  const texts = useTexts()
  const { account } = texts
  const navigate = useNavigate()
  const [sessions, setSessions] = useState<readonly OwnSession[] | null>(null)
  const [error, setError] = useState<WireError | null>(null)

  const load = async () => {
    const reply = await listOwnSessions()
    if (reply.ok) setSessions(reply.result.sessions)
    setError(reply.ok ? null : reply.error)
  }
  useEffect(() => void load(), [])

  const revoke = async (id: string) => {
    const reply = await revokeSession(id)
    // One that is gone already is as good.
    if (reply.ok || reply.error.code === 'not_found') await load()
    else setError(reply.error)
  }
  const leaveEverywhere = async () => {
    const reply = await signOutEverywhere()
    if (!reply.ok) {
      setError(reply.error)
      return
    }
    useUnsent.getState().forgetAll()
    useSummary.getState().forgetAll()
    forgetReadingPlaces()
    await navigate({ to: '/sign-in' })
  }

  return (
    <>
      {error && (
        <p className="own-account-complaint" role="alert">
          {errorWords(texts, error.code)}
          <Button size="small" onClick={() => void load()}>
            {texts.conversation.retry}
          </Button>
        </p>
      )}
      {sessions === null && !error && <p role="status">{account.loading}</p>}
      <ul className="own-sessions">
        {sessions?.map((session) => (
          <SessionRow key={session.id} session={session} onRevoke={() => void revoke(session.id)} />
        ))}
      </ul>
      <div className="dialog-foot">
        <Button type="primary" danger onClick={() => void leaveEverywhere()}>
          {account.signOutEverywhere}
        </Button>
      </div>
    </>
  )
}

function SessionRow({ session, onRevoke }: { session: OwnSession; onRevoke: () => void }) {
  const { account } = useTexts()
  const language = useLanguageTag()
  const { userAgent, address, usedAt, current } = session
  const device = describeDevice(userAgent) || account.unknownDevice
  return (
    <li>
      <span>
        {device}
        <small>{account.used(address, shortTime(usedAt, Date.now(), language))}</small>
      </span>
      <span className="spacer" />
      {current ? (
        <span>{account.thisOne}</span>
      ) : (
        <Button size="small" aria-label={account.revokeThis(device)} onClick={onRevoke}>
          {account.revoke}
        </Button>
      )}
    </li>
  )
}
