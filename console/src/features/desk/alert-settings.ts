import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface AlertSettings {
  /** A short sound for what is new. */
  readonly sound: boolean
  /** A notice of the system while this window is not in front. */
  readonly desktop: boolean
  chooseSound(on: boolean): void
  chooseDesktop(on: boolean): void
}

/** CON-25, kept on this device. Sound until somebody wants it quiet; notices only for who asked for them. */
export const useAlertSettings = create<AlertSettings>()(
  persist(
    (set) => ({
      sound: true,
      desktop: false,
      chooseSound: (sound) => set({ sound }),
      chooseDesktop: (desktop) => set({ desktop }),
    }),
    { name: 'keqiao.console.alerts', partialize: ({ sound, desktop }) => ({ sound, desktop }) },
  ),
)

/** Asks for what the browser must allow, on a click and never otherwise. False: it is not allowed. */
export async function askForNotices(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return (await Notification.requestPermission()) === 'granted'
}
