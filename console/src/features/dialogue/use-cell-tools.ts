import { useMemo } from 'react'
import { durationWords, useLanguageTag, zonedTime } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import type { CellTools } from './dialogue-cells'

/** Words, clocks and durations of the cells, in the language of the screen and by the merchant's clocks. */
export function useCellTools(timeZone: string): CellTools {
  const texts = useTexts()
  const language = useLanguageTag()
  return useMemo(
    () => ({
      texts,
      time: (at: number) => zonedTime(at, Date.now(), timeZone, language),
      duration: (ms: number) => durationWords(ms, texts),
    }),
    [texts, language, timeZone],
  )
}
