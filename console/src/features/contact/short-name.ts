/** What fits into a round avatar: the last two characters of a Chinese name, the first two letters of another. */
export function shortName(name: string): string {
  const characters = Array.from(name.trim())
  const chinese = /\p{Script=Han}/u.test(name)
  return (chinese ? characters.slice(-2) : characters.slice(0, 2)).join('')
}

/** One character: a family name comes first in Chinese. */
export const initial = (name: string): string => Array.from(name.trim())[0] ?? ''
