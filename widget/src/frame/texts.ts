import type { Locale } from '../choose-locale'
import type { Catalogue } from './locales/zh-cn'

type Values = Record<string, string | number>

/** The visitor's language; set once, before anything is drawn. */
export let locale: Locale = 'zh-CN'
let catalogue: Catalogue | undefined

/** Fetches one language; the others stay on the server. */
export async function loadTexts(wanted: Locale): Promise<void> {
  locale = wanted
  ;({ catalogue } = await catalogues[wanted]())
}

/** A text by key; `{name}` in it becomes `values.name`. */
export function say(key: keyof Catalogue, values: Values = {}): string {
  return (catalogue?.[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}

const catalogues: Record<Locale, () => Promise<{ catalogue: Catalogue }>> = {
  'zh-CN': () => import('./locales/zh-cn'),
  'zh-TW': () => import('./locales/zh-tw'),
  en: () => import('./locales/en'),
}
