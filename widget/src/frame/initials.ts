/** One or two characters that stand for a name: the last of 小岚, the first two of 云杉家居, A of Anna. */
export function initials(name: string, whose: 'person' | 'shop'): string {
  const characters = [...name]
  if ((name.codePointAt(0) ?? 0) < 0x2e80) return name.slice(0, 1).toUpperCase()
  return (whose === 'person' ? characters.slice(-1) : characters.slice(0, 2)).join('')
}
