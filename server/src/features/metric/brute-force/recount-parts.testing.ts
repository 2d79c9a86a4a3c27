import type { overviewFigures } from '@keqiao/contract'
import { visitsIn, type Things } from './recount.testing'

interface Parts {
  readonly part: number | null
  readonly whole: number | null
}

/** What stands above and below the line of a figure of the overview; nothing, where there is no line. */
export function figurePartsOf(key: (typeof overviewFigures)[number], things: Things): Parts {
  const { dialogues, visits } = things
  const accepted = visits.filter(({ outcome }) => outcome === 'accepted').length
  switch (key) {
    case 'visits':
    case 'accepted':
      return { part: null, whole: null }
    case 'connectRate':
      return { part: accepted, whole: visitsIn(things) }
    case 'meanFirstReply': {
      const replies = dialogues.flatMap(({ session }) => session?.firstReplyMs ?? [])
      return { part: replies.reduce((sum, ms) => sum + ms, 0), whole: replies.length }
    }
    case 'threeMinuteRate': {
      const counted = dialogues.map(({ threeMinutes }) => threeMinutes)
      return {
        part: counted.reduce((total, { above }) => total + above, 0),
        whole: counted.reduce((total, { below }) => total + below, 0),
      }
    }
    case 'satisfactionRate': {
      const scores = dialogues.flatMap(({ score }) => (score === null ? [] : [score]))
      return {
        part: scores.filter((score) => score >= 4).length,
        whole: dialogues.filter(({ belowSatisfaction }) => belowSatisfaction).length,
      }
    }
    case 'participationRate':
      return {
        part: dialogues.filter(({ score }) => score !== null).length,
        whole: dialogues.filter(({ invited }) => invited).length,
      }
  }
}
