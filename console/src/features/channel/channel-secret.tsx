import type { ChannelView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useChannelTexts } from '../../i18n/channel-texts'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { CopyText } from './copy-text'
import { useChangeChannel } from './use-channels'

/** VIS-01: with what the shop's server signs whom it names. Shown when asked for, and never kept on the screen. */
export function ChannelSecret({ channel }: { channel: ChannelView }) {
  const texts = useTexts()
  const words = useChannelTexts()
  const language = useLanguageTag()
  const { client } = useDesk()
  const changeChannel = useChangeChannel()
  const [secret, setSecret] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [endPrevious, setEndPrevious] = useState(false)
  const [busy, setBusy] = useState(false)
  const [complaint, setComplaint] = useState<string | null>(null)
  const has = channel.secret

  const reveal = async () => {
    const reply = await client.call('channel.revealSecret', { channelId: channel.id })
    setComplaint(reply.ok ? null : errorWords(texts, reply.error.code))
    if (reply.ok) setSecret(reply.result.secret)
  }
  const draw = async () => {
    setBusy(true)
    const reply = await changeChannel('channel.rotateSecret', { channelId: channel.id, endPrevious })
    setBusy(false)
    setAsking(false)
    setEndPrevious(false)
    if (reply.ok) await reveal()
    else setComplaint(errorWords(texts, reply.error.code))
  }
  const time = (at: number) => shortTime(at, Date.now(), language)

  return (
    <section className="channel-part" aria-labelledby="channel-secret">
      <h3 id="channel-secret">{words.identity}</h3>
      <p>{words.identityHint}</p>
      {has && (
        <p>
          {words.secretSince(time(has.createdAt))}
          {has.previousEndsAt !== null && <> {words.previousUntil(time(has.previousEndsAt))}</>}
        </p>
      )}
      {has && secret !== null && (
        <div className="channel-code">
          <code>{secret}</code>
          <CopyText text={secret} label={words.copySecret} />
        </div>
      )}
      <div className="channel-secret-does">
        {has && (
          <Button size="small" onClick={() => (secret === null ? void reveal() : setSecret(null))}>
            {secret === null ? words.reveal : words.hide}
          </Button>
        )}
        <Button size="small" loading={busy} onClick={() => (has ? setAsking(true) : void draw())}>
          {has ? words.rotate : words.drawSecret}
        </Button>
      </div>
      <p className="channel-complaint" role="alert">
        {complaint}
      </p>
      <Dialog open={asking} width={400} title={words.rotate} onClose={() => setAsking(false)}>
        <div className="channel-rotate">
          <p>{words.rotateHint}</p>
          <label className="channel-choice">
            <input type="checkbox" checked={endPrevious} onChange={(event) => setEndPrevious(event.target.checked)} />
            <span>
              {words.endPrevious}
              <small>{words.endPreviousHint}</small>
            </span>
          </label>
          <div className="dialog-foot">
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            <Button type="primary" danger={endPrevious} loading={busy} onClick={() => void draw()}>
              {words.rotateNow}
            </Button>
          </div>
        </div>
      </Dialog>
    </section>
  )
}
