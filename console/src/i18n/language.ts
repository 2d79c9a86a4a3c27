import { create } from 'zustand'
import type { Catalogue } from './catalogue'

/** A language tag is also the `lang` of the page, so that fonts and screen readers follow. */
export type Language = 'zh-CN' | 'zh-TW' | 'en'

/** Each language by its own name, which is why these are not in the catalogues. */
export const languages: readonly { readonly tag: Language; readonly name: string }[] = [
  { tag: 'zh-CN', name: '简体中文' },
  { tag: 'zh-TW', name: '繁體中文' },
  { tag: 'en', name: 'English' },
]

const storageKey = 'keqiao.language'

const load: Record<Language, () => Promise<Catalogue>> = {
  'zh-CN': async () => (await import('./zh-cn')).zhCN,
  'zh-TW': async () => (await import('./zh-tw')).zhTW,
  en: async () => (await import('./en')).en,
}

interface LanguageState {
  language: Language
  catalogue: Catalogue | null
}

export const useLanguage = create<LanguageState>(() => ({ language: 'zh-CN', catalogue: null }))

/** Loads the catalogue, shows it everywhere and remembers the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  const catalogue = await load[language]()
  document.documentElement.lang = language
  useLanguage.setState({ language, catalogue })
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage is blocked: the choice lasts as long as this page.
  }
}

/** The language chosen on this device before; 简体中文 for anybody new. */
export function rememberedLanguage(): Language {
  try {
    const stored = localStorage.getItem(storageKey)
    return languages.find(({ tag }) => tag === stored)?.tag ?? 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

/** The texts of the chosen language. Only below the root, which waits for the first catalogue. */
export function useTexts(): Catalogue {
  const catalogue = useLanguage((state) => state.catalogue)
  if (!catalogue) throw new Error('texts were asked for before the first catalogue was loaded')
  return catalogue
}
