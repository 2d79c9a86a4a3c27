import { App } from 'antd'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useTexts } from '../../../i18n/language'
import { takeFrame } from './take-frame'

const CaptureOverlay = lazy(async () => ({ default: (await import('./capture-overlay')).CaptureOverlay }))

interface Capture {
  /** Begins: the browser asks what to show. */
  start(): void
  /** The overlay while one chooses the region. */
  readonly overlay: ReactNode
}

/** 截图 (CON-11): double click sends the region, Enter puts it beside the text. Where there is no capture, a hint says how else. */
export function useCapture(onSend: (file: File) => void, onInsert: (file: File) => void): Capture {
  const { capture } = useTexts()
  const { message } = App.useApp()
  const [picture, setPicture] = useState<ImageBitmap | null>(null)
  const start = async () => {
    const taken = await takeFrame()
    if ('picture' in taken) setPicture(taken.picture)
    else void message.info(taken.refused === 'denied' ? capture.denied : capture.unsupported, 6)
  }
  const end = () => {
    picture?.close()
    setPicture(null)
  }
  return {
    start: () => void start(),
    overlay: picture && (
      <Suspense fallback={null}>
        <CaptureOverlay
          picture={picture}
          onDone={(file, how) => {
            end()
            if (how === 'send') onSend(file)
            else onInsert(file)
          }}
          onCancel={end}
        />
      </Suspense>
    ),
  }
}
