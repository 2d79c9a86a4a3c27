import type { overviewFigures } from '@keqiao/contract'
import { hourOf } from './calendar.testing'
import type { History } from './make-history.testing'
import { visitsIn, type Things } from './recount.testing'

interface Parts {
  readonly part: number | null
  readonly whole: number | null
}

/** What stands above and below the line of a figure of the overview; nothing, where there is no line. */
export function figurePartsOf(history: History, key: (typeof overviewFigures)[number], things: Things): Parts {
  const { dialogues, visits } = things
  const accepted = visits.filter(({ outcome }) => outcome === 'accepted').length
  switch (key) {
    case 'visits':
    case 'accepted':
      return { part: null, whole: null }
    case 'connectRate':
      return { part: accepted, whole: visitsIn(things) }
    case 'meanFirstReply': {
      const replies = dialogues.flatMap(({ firstReplyMs }) => (firstReplyMs === null ? [] : [firstReplyMs]))
      return { part: replies.reduce((sum, ms) => sum + ms, 0), whole: replies.length }
    }
    case 'threeMinuteRate': {
      const rounds = dialogues
        .flatMap((dialogue) => dialogue.rounds)
        .filter(({ askedAt }) => hourOf(history.events, askedAt) >= 8 && hourOf(history.events, askedAt) < 23)
      return { part: rounds.filter(({ gapMs }) => gapMs !== null && gapMs <= 180_000).length, whole: rounds.length }
    }
    case 'satisfactionRate': {
      const scores = dialogues.flatMap(({ score }) => (score === null ? [] : [score]))
      return { part: scores.filter((score) => score >= 4).length, whole: scores.length }
    }
    case 'participationRate':
      return {
        part: dialogues.filter(({ score }) => score !== null).length,
        whole: dialogues.filter(({ invited }) => invited).length,
      }
  }
}
