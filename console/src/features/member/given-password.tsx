import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'

/** Without those that are mistaken for each other when somebody reads them aloud. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

function drawPassword(): string {
  const drawn = [...crypto.getRandomValues(new Uint8Array(15))].map((value) => letters[value % letters.length])
  return [drawn.slice(0, 5), drawn.slice(5, 10), drawn.slice(10)].map((part) => part.join('')).join('-')
}

interface GivenPasswordProps {
  value: string
  onChange: (password: string) => void
}

/** A password that somebody else will be told: it is shown, and can be drawn and copied. */
export function GivenPassword({ value, onChange }: GivenPasswordProps) {
  const { members: texts } = useTexts()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value).catch(() => undefined)
    setCopied(true)
  }
  return (
    <>
      <label>
        {texts.givenPassword}
        <input
          value={value}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setCopied(false)
            onChange(event.target.value)
          }}
        />
        <small>{texts.givenPasswordHint}</small>
      </label>
      <div className="member-form-row">
        <Button
          size="small"
          onClick={() => {
            setCopied(false)
            onChange(drawPassword())
          }}
        >
          {texts.draw}
        </Button>
        <Button size="small" disabled={value === ''} onClick={() => void copy()}>
          {copied ? texts.copied : texts.copy}
        </Button>
      </div>
    </>
  )
}
