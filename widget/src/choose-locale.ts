export type Locale = 'zh-CN' | 'zh-TW' | 'en'

/** The first wanted language that we speak; 简体中文 when we speak none of them. */
export function chooseLocale(languages: readonly (string | undefined)[]): Locale {
  for (const language of languages) {
    if (!language) continue
    if (/^zh\b.*\b(tw|hk|mo|hant)\b/i.test(language)) return 'zh-TW'
    if (/^zh\b/i.test(language)) return 'zh-CN'
    if (/^en\b/i.test(language)) return 'en'
  }
  return 'zh-CN'
}
