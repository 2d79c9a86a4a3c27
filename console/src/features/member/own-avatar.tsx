import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { Avatar, avatarChanged } from './avatar'
import { AvatarCrop, encodeSquare } from './avatar-crop'
import { middleSquare, type Square } from './crop-square'
import './own-avatar.css'

/** Pixels; the server refuses what is smaller. */
const minSide = 32

interface OwnAvatarProps {
  open: boolean
  onDone: () => void
}

/** 头像: choose a picture, choose the square of it that is kept, or take it away. */
export function OwnAvatar({ open, onDone }: OwnAvatarProps) {
  const { profile } = useTexts()
  return (
    <Dialog
      open={open}
      width={400}
      title={profile.avatar}
      close={{ label: profile.cancel, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <AvatarForm onDone={onDone} />
    </Dialog>
  )
}

interface Chosen {
  readonly picture: ImageBitmap
  readonly square: Square
}

function AvatarForm({ onDone }: { onDone: () => void }) {
  const texts = useTexts()
  const { profile } = texts
  const { client, me } = useDesk()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [busy, setBusy] = useState(false)

  const present = useHasPicture(me.member.id)
  const choose = async (file: File | undefined) => {
    if (!file) return
    const picture = await createImageBitmap(file).catch(() => null)
    if (!picture || Math.min(picture.width, picture.height) < minSide) {
      void message.warning(profile.unreadable)
      return
    }
    setChosen({ picture, square: middleSquare(picture) })
  }
  const save = async (content: string | null) => {
    setBusy(true)
    const reply = await client.call('file.setAvatar', { content })
    setBusy(false)
    if (!reply.ok) {
      void message.error(errorWords(texts, reply.error.code))
      return
    }
    avatarChanged(me.member.id)
    void message.success(content === null ? profile.removed : profile.saved)
    onDone()
  }
  return (
    <>
      {chosen ? (
        <AvatarCrop
          picture={chosen.picture}
          square={chosen.square}
          onSquare={(square) => setChosen({ ...chosen, square })}
        />
      ) : (
        <div className="own-avatar">
          <Avatar memberId={me.member.id} name={me.member.nickname} mine large />
          <p>{profile.hint}</p>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={profile.choose}
        onChange={(event) => {
          void choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <div className="dialog-foot">
        {!chosen && (
          <Button disabled={busy || !present} onClick={() => void save(null)}>
            {profile.remove}
          </Button>
        )}
        <Button data-first-focus type={chosen ? 'default' : 'primary'} onClick={() => input.current?.click()}>
          {chosen ? profile.another : profile.choose}
        </Button>
        {chosen && (
          <Button
            type="primary"
            loading={busy}
            onClick={() => void encodeSquare(chosen.picture, chosen.square).then(save)}
          >
            {profile.save}
          </Button>
        )}
      </div>
    </>
  )
}

/** Whether there is one to take away: who has none is answered with a single pixel. */
function useHasPicture(memberId: string): boolean {
  const [has, setHas] = useState(false)
  useEffect(() => {
    const probe = new Image()
    const look = () => setHas(probe.naturalWidth > 1)
    probe.addEventListener('load', look)
    probe.src = `/avatars/${memberId}?now=${Date.now()}`
    return () => probe.removeEventListener('load', look)
  }, [memberId])
  return has
}
