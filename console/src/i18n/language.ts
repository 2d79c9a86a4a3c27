import { create } from 'zustand'
import type { Catalogue, EntranceCatalogue } from './catalogue'

/** A language tag is also the `lang` of the page, so that fonts and screen readers follow. */
export type Language = 'zh-CN' | 'zh-TW' | 'en'

/** Each language by its own name, which is why these are not in the catalogues. */
export const languages: readonly { readonly tag: Language; readonly name: string }[] = [
  { tag: 'zh-CN', name: '简体中文' },
  { tag: 'zh-TW', name: '繁體中文' },
  { tag: 'en', name: 'English' },
]

const storageKey = 'keqiao.language'

const loadEntrance: Record<Language, () => Promise<EntranceCatalogue>> = {
  'zh-CN': async () => (await import('./zh-cn.entrance')).entranceZhCN,
  'zh-TW': async () => (await import('./zh-tw.entrance')).entranceZhTW,
  en: async () => (await import('./en.entrance')).entranceEn,
}

const loadWhole: Record<Language, () => Promise<Catalogue>> = {
  'zh-CN': async () => (await import('./zh-cn')).zhCN,
  'zh-TW': async () => (await import('./zh-tw')).zhTW,
  en: async () => (await import('./en')).en,
}

interface LanguageState {
  language: Language
  entrance: EntranceCatalogue | null
  /** null: nobody has been behind the sign-in on this page yet. */
  catalogue: Catalogue | null
}

export const useLanguage = create<LanguageState>(() => ({ language: 'zh-CN', entrance: null, catalogue: null }))

/** Loads the texts, shows them everywhere and remembers the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  const whole = useLanguage.getState().catalogue === null ? null : await loadWhole[language]()
  const entrance = whole ?? (await loadEntrance[language]())
  document.documentElement.lang = language
  useLanguage.setState({ language, entrance, catalogue: whole })
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage is blocked: the choice lasts as long as this page.
  }
}

/** Loads all texts of the chosen language, before the first page behind the sign-in is drawn. */
export async function loadCatalogue(): Promise<void> {
  const { language, catalogue } = useLanguage.getState()
  if (catalogue) return
  const whole = await loadWhole[language]()
  // Another language was chosen while these came.
  if (useLanguage.getState().language !== language) return loadCatalogue()
  useLanguage.setState({ catalogue: whole })
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

/** The texts of the chosen language. Only behind the sign-in, where every bundle waits for `loadCatalogue`. */
export function useTexts(): Catalogue {
  const catalogue = useLanguage((state) => state.catalogue)
  if (!catalogue) throw new Error('texts were asked for before they were loaded')
  return catalogue
}

/** What is seen by whoever has not signed in. Only below the root, which waits for it. */
export function useEntranceTexts(): EntranceCatalogue {
  const entrance = useLanguage((state) => state.entrance)
  if (!entrance) throw new Error('texts were asked for before they were loaded')
  return entrance
}
