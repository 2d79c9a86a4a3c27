/** The languages this product speaks. */
export type Language = 'zh-CN' | 'zh-TW' | 'en'

/**
 * The language of a page that nobody has signed in to: the one named in its address, else the first of the browser's that
 * we speak, else 简体中文.
 *
 * @param named `?lang=`, whatever a stranger put there
 * @param accepted the Accept-Language header
 */
export function chooseLanguage(named: unknown, accepted: string | undefined): Language {
  const wanted = typeof named === 'string' ? [named] : []
  for (const tag of [...wanted, ...byPreference(accepted ?? '')]) {
    if (/^zh\b.*\b(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW'
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'zh-CN'
}

/** Tags in the order of their weights; equal ones stay as they stand (RFC 9110, 12.5.4). */
function byPreference(accepted: string): string[] {
  const weighed = accepted.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((text) => /^q=/i.test(text))?.slice(2)
    return { tag, weight: weight === undefined ? 1 : Number(weight) }
  })
  const spoken = weighed.filter(({ weight }) => weight > 0)
  return spoken.toSorted((a, b) => b.weight - a.weight).map(({ tag }) => tag)
}
