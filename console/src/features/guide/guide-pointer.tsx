import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useGuideTexts } from '../../i18n/guide-texts'
import { useDesk } from '../desk/desk-context'
import { guideSteps } from './guide-steps'
import { keptHere } from './kept-here'
import { useGuide } from './use-guide'
import './guide.css'

/** The way to 开店指引, for whoever sets a shop up: until somebody has asked something, or he wants no more of it. */
export function GuidePointer() {
  const { me } = useDesk()
  const dismissed = keptHere(`keqiao.guide.dismissed.${me.member.id}`)
  const [away, setAway] = useState(() => dismissed.get())
  if (away) return null
  const dismiss = () => {
    dismissed.set(true)
    setAway(true)
  }
  return <Pointer onDismiss={dismiss} />
}

function Pointer({ onDismiss }: { onDismiss: () => void }) {
  const words = useGuideTexts()
  const { done } = useGuide()
  // Nothing is said before it is known, and nothing to a shop that has had a dialogue.
  if (done.embed !== false) return null
  return (
    <aside className="guide-pointer">
      <span>{words.pointer(guideSteps.filter((step) => done[step] === true).length, guideSteps.length)}</span>
      <Link to="/manage/guide" className="guide-link">
        {words.goOn}
      </Link>
      <Button type="text" size="small" onClick={onDismiss}>
        {words.dismiss}
      </Button>
    </aside>
  )
}
