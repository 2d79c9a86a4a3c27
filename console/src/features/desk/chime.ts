/** Hertz and seconds of the two tones: rising for somebody new, falling for a message, twice the same for an answer that is late. */
const tones = { waiting: [660, 880], given: [660, 880], message: [784, 587], late: [587, 587] } as const
const toneLength = 0.14

/** Milliseconds: a burst of messages is one sound. */
const quietFor = 1_500

let audio: AudioContext | undefined
let soundedAt = -Infinity

/** A short sound, made here: no file to fetch. A browser that was not touched yet stays silent. */
export function chime(kind: keyof typeof tones): void {
  const now = performance.now()
  if (now - soundedAt < quietFor || !('AudioContext' in window)) return
  soundedAt = now
  audio ??= new AudioContext()
  const { destination, currentTime } = audio
  void audio.resume()
  for (const [index, frequency] of tones[kind].entries()) {
    const start = currentTime + index * toneLength
    const oscillator = new OscillatorNode(audio, { frequency, type: 'sine' })
    const gain = new GainNode(audio, { gain: 0 })
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(0.12, start + 0.015)
    gain.gain.exponentialRampToValueAtTime(0.001, start + toneLength)
    oscillator.connect(gain).connect(destination)
    oscillator.start(start)
    oscillator.stop(start + toneLength)
  }
}
