import type { BodyView } from '@keqiao/contract'
import { useState } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { imageBox } from './image-box'
import { viewImage } from './image-viewer-state'
import './thread.css'

interface MessageImageProps {
  image: Extract<BodyView, { kind: 'image' }>
}

/** An image in the thread; a click opens the whole of it. */
export function MessageImage({ image }: MessageImageProps) {
  const texts = useTexts()
  // The address that failed: a new one, signed afresh, is worth another try.
  const [broken, setBroken] = useState<string | null>(null)
  const box = imageBox(image)
  const name = texts.message.imageOf(image.name)
  return (
    <button type="button" className="message-image" title={name} style={box} onClick={() => viewImage(image)}>
      {broken === image.url ? (
        <span className="message-image-broken">
          <Icon name="image" />
          {texts.message.imageBroken}
        </span>
      ) : (
        <img src={image.url} alt={name} {...box} decoding="async" onError={() => setBroken(image.url)} />
      )}
    </button>
  )
}
