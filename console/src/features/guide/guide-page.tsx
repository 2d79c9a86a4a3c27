import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useGuideTexts } from '../../i18n/guide-texts'
import { Icon } from '../../icons/icon'
import { EmbedCode } from '../channel/channel-embed'
import { PageHead } from '../manage/page-states'
import { guideSteps, isOptional, isReady, type GuideStep } from './guide-steps'
import { TryNow } from './try-now'
import { useGuide } from './use-guide'
import './guide.css'

const pages = {
  members: '/manage/members',
  groups: '/manage/groups',
  hours: '/manage/hours',
  channel: '/manage/channels',
  phrases: '/manage/phrases',
  knowledge: '/manage/knowledge',
  work: '/desk',
} as const

/** 开店指引: from an empty merchant to a working desk. Each step is ticked by what there is, not by hand. */
export function GuidePage() {
  const words = useGuideTexts()
  const { done, channel } = useGuide()
  const doneCount = guideSteps.filter((step) => done[step] === true).length
  return (
    <>
      <PageHead title={words.title} fact={words.progress(doneCount, guideSteps.length)} />
      <div className="page-scroll">
        <p className="guide-intro">{words.intro}</p>
        <ol className="guide">
          {guideSteps.map((step, index) => (
            <Step key={step} step={step} number={index + 1} done={done[step] === true}>
              {step === 'embed' ? (
                channel && (
                  <>
                    <TryNow />
                    <EmbedCode channel={channel} />
                  </>
                )
              ) : (
                <Link to={pages[step]} className="guide-link">
                  {words.steps[step].action}
                </Link>
              )}
            </Step>
          ))}
        </ol>
        {isReady(done) && <p role="status">{words.finished}</p>}
      </div>
    </>
  )
}

interface StepProps {
  step: GuideStep
  number: number
  done: boolean
  children: ReactNode
}

function Step({ step, number, done, children }: StepProps) {
  const words = useGuideTexts()
  const { title, text } = words.steps[step]
  return (
    <li data-done={done}>
      <span className="guide-mark" aria-hidden="true">
        {done ? <Icon name="check" small /> : number}
      </span>
      <div>
        <h3>
          {title}
          {isOptional(step) && <span className="guide-optional">{words.optional}</span>}
          <span className="heard-only">{done ? words.done : words.open}</span>
        </h3>
        <p>{text}</p>
        {children}
      </div>
    </li>
  )
}
