import { useMemo } from 'react'
import { useAsked } from '../manage/use-asked'
import { usualThresholds, type WaitingThresholds } from './waiting-time'

/** Somebody may change them meanwhile; in milliseconds. */
const followMs = 300_000

/** When waiting is long and too long, as the merchant has set it (RTE-13); the usual ones until that is known. */
export function useThresholds(): WaitingThresholds {
  const { data } = useAsked('sla.getSettings', {}, followMs)
  return useMemo(() => {
    if (!data) return usualThresholds
    const { firstAmberSeconds, firstRedSeconds, laterAmberSeconds, laterRedSeconds } = data.settings
    return {
      firstReply: { amberMs: firstAmberSeconds * 1_000, redMs: firstRedSeconds * 1_000 },
      laterReply: { amberMs: laterAmberSeconds * 1_000, redMs: laterRedSeconds * 1_000 },
    }
  }, [data])
}
