import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useOperatorTexts } from './use-operator'

/** What is shown once and never again. */
export interface Given {
  readonly title: string
  readonly link: string
  /** The line for the shop's pages; null where the merchant was there before. */
  readonly embed: string | null
}

interface GivenLinkProps {
  given: Given | null
  onDone: () => void
}

/** The link for a merchant's administrator, and what its shop needs. */
export function GivenLink({ given, onDone }: GivenLinkProps) {
  const words = useOperatorTexts()
  return (
    <Dialog open={given !== null} width={520} title={given?.title ?? ''} onClose={onDone}>
      {given && (
        <div className="operator-given">
          <p>{words.linkHint}</p>
          <Copied text={given.link} />
          <p>{given.embed === null ? words.linkOldHint : words.embedHint}</p>
          {given.embed !== null && <Copied text={given.embed} />}
        </div>
      )}
      <div className="dialog-foot">
        <Button type="primary" data-first-focus onClick={onDone}>
          {words.done}
        </Button>
      </div>
    </Dialog>
  )
}

function Copied({ text }: { text: string }) {
  const words = useOperatorTexts()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="operator-copied">
      <code tabIndex={0}>{text}</code>
      <Button
        size="small"
        onClick={() =>
          void navigator.clipboard?.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }
      >
        {isCopied ? words.copied : words.copy}
      </Button>
    </div>
  )
}
