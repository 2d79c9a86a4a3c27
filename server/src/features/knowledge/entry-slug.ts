import { foldWords, runsOf, syllablesOf } from '../../platform/search'

const maxLength = 60

/**
 * The address of an entry in the help centre: what it asks in 拼音, and the end of its id, which is drawn at random. It is
 * made once and never changes with the question, so that links and search engines keep finding it.
 */
export function slugOf(question: string, id: string): string {
  const words = runsOf(foldWords(question)).flatMap((run) => (run.kind === 'han' ? syllablesOf(run.text) : [run.text]))
  const spoken = words
    .filter((word) => /^[a-z0-9]+$/.test(word))
    .join('-')
    .slice(0, maxLength)
    .replace(/-+$/, '')
  const tail = id.slice(-8)
  return spoken === '' ? tail : `${spoken}-${tail}`
}
