import { Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useGuideTexts } from '../../i18n/guide-texts'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { useAsked, useChange } from '../manage/use-asked'
import { keptHere } from './kept-here'

/** The hours go by, in milliseconds. */
const lookEveryMs = 5_000

/**
 * Whoever is his own first visitor outside business hours would meet the form of 留言: it is said, and the shop can be
 * opened for the while. That it was, is kept in this browser, so that the way back is offered until it was taken.
 */
export function TryNow() {
  const texts = useTexts()
  const words = useGuideTexts()
  const { me } = useDesk()
  const asked = useAsked('settings.getHours', {}, lookEveryMs, me.permissions.includes('settings:manage'))
  const change = useChange('settings.getHours')
  const opened = keptHere(`keqiao.guide.opened.${me.tenant.id}`)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { data } = asked
  if (!data) return null
  const { hours, version, open } = data
  const isOpened = hours.always && opened.get()
  if (open && !isOpened) return null

  const setAlways = async (always: boolean) => {
    setBusy(true)
    const reply = await change('settings.changeHours', { version, hours: { ...hours, always } })
    setBusy(false)
    setComplaint(reply.ok ? null : errorWords(texts, reply.error.code))
    if (reply.ok) opened.set(always)
  }
  return (
    <div className="guide-try" role="status">
      <span>{isOpened ? words.openedForNow : words.closed}</span>
      <Button size="small" loading={busy} onClick={() => void setAlways(!isOpened)}>
        {isOpened ? words.backToHours : words.openForNow}
      </Button>
      {complaint !== null && <span role="alert">{complaint}</span>}
    </div>
  )
}
