/** A picture of what somebody chose to show, or why there is none. */
export type Taken = { readonly picture: ImageBitmap } | { readonly refused: 'unsupported' | 'denied' }

/** Asks the browser for a screen, a window or a tab, takes one picture of it and lets go of it. */
export async function takeFrame(): Promise<Taken> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  if (typeof mediaDevices?.getDisplayMedia !== 'function') return { refused: 'unsupported' }
  let stream: MediaStream
  try {
    stream = await mediaDevices.getDisplayMedia({ video: true, audio: false })
  } catch {
    return { refused: 'denied' }
  }
  try {
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = stream
    await video.play()
    return { picture: await createImageBitmap(video) }
  } catch {
    return { refused: 'denied' }
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}
