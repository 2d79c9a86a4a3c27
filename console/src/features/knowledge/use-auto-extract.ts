import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { useAsked } from '../manage/use-asked'

interface AutoExtractState {
  on: boolean
  set(on: boolean): void
}

/** Whether the keywords of what a customer says last are filled in; each agent's own choice, kept in his browser. */
const useChoice = create<AutoExtractState>()(
  persist((set) => ({ on: false, set: (on) => set({ on }) }), {
    name: 'keqiao.console.knowledge-auto',
    partialize: ({ on }) => ({ on }),
  }),
)

/** 自动提取 (CON-17): puts the keywords of the customer's last message into the search box; asking is the agent's. */
export function useAutoExtract(lastWords: string | null, fill: (text: string) => void): AutoExtractState {
  const choice = useChoice()
  const text = choice.on && lastWords !== null ? lastWords.slice(0, 500) : ''
  const { data } = useAsked('knowledge.extract', { text })
  const filled = useRef('')
  useEffect(() => {
    if (!data || text === '' || filled.current === text) return
    filled.current = text
    const keywords = [...new Set(data.keywords.map(({ keyword }) => keyword))]
    if (keywords.length > 0) fill(keywords.join(' '))
  }, [data, text, fill])
  return { on: choice.on, set: (on) => (on || (filled.current = ''), choice.set(on)) }
}
