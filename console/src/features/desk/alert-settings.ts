import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** Milliseconds of 安静一小时. */
const quietFor = 60 * 60_000

interface AlertSettings {
  /** A short sound for what is new. */
  readonly sound: boolean
  /** A notice of the system while this window is not in front. */
  readonly desktop: boolean
  /** Nothing sounds and nothing pops up before this instant, epoch milliseconds. */
  readonly quietUntil: number
  chooseSound(on: boolean): void
  chooseDesktop(on: boolean): void
  chooseQuiet(on: boolean): void
}

/** CON-25, kept on this device. Sound until somebody wants it quiet; notices only for who asked for them. */
export const useAlertSettings = create<AlertSettings>()(
  persist(
    (set) => ({
      sound: true,
      desktop: false,
      quietUntil: 0,
      chooseSound: (sound) => set({ sound }),
      chooseDesktop: (desktop) => set({ desktop }),
      chooseQuiet: (on) => set({ quietUntil: on ? Date.now() + quietFor : 0 }),
    }),
    {
      name: 'keqiao.console.alerts',
      partialize: ({ sound, desktop, quietUntil }) => ({ sound, desktop, quietUntil }),
    },
  ),
)

/** What may be used this moment: neither while it is to be quiet. */
export function alertsNow(
  { sound, desktop, quietUntil }: Pick<AlertSettings, 'sound' | 'desktop' | 'quietUntil'>,
  now: number,
) {
  const quiet = now < quietUntil
  return { sound: sound && !quiet, desktop: desktop && !quiet }
}

/** Asks for what the browser must allow, on a click and never otherwise. False: it is not allowed. */
export async function askForNotices(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return (await Notification.requestPermission()) === 'granted'
}
