import type { metricsZhCN } from './zh-cn.metrics'

/** English: how figures are counted. */
export const metricsEn: typeof metricsZhCN = {
  title: 'Metric settings',
  notice:
    'Service desks count these things differently: choose what you are used to. A change holds from the next quarter of an hour that begins at least a minute after it was saved. What began before stays counted as it was, and past reports do not change.',
  inForce: (time: string) => `In force since ${time}`,
  holdsFrom: (time: string) => `The new choice holds from ${time}`,
  usual: 'Default',
  saved: (time: string) => `Saved. It holds from ${time}.`,
  seconds: 's',
  recommended: 'default',
  fields: {
    firstReplySeconds: 'Limit of the first-reply rate (X)',
    replySeconds: 'Limit of the reply rate (X)',
    firstReplyFrom: 'From when a first reply is measured',
    validBy: 'What a valid dialogue is',
    threeMinutesOf: 'What the 3-minute rate counts',
    transfers: 'Whether a transfer makes another dialogue',
    satisfactionOf: 'What satisfaction is divided by',
  },
  limits: 'Limits',
  options: {
    firstReplyFrom: {
      later: 'The later of accept and first visitor message',
      accepted: 'Accept by the agent',
      asked: 'The visitor’s first unanswered message',
    },
    validBy: {
      visitor: 'The visitor said something',
      agent: 'An agent replied',
      both: 'Both said something',
    },
    threeMinutesOf: { rounds: 'Rounds', visitors: 'Visitors served' },
    transfers: { own: 'Yes, one for each agent', same: 'No, it is still the same one' },
    satisfactionOf: { ratings: 'Ratings', invites: 'Dialogues that were asked to rate', dialogues: 'All dialogues' },
  },
  transferHints: {
    own: 'A dialogue that is handed on counts for the agent who takes over as well.',
    same: 'Dialogues, valid ones, first reply and duration count once, for the agent who accepted first; rounds, messages, transfers, invites and ratings stay with whoever they are of. What held when the dialogue began decides.',
  },
  history: {
    title: 'Changes',
    none: 'Nothing was changed yet',
    noneHint: 'Once it is, this says who changed what, and when.',
    at: 'Time',
    by: 'By',
    what: 'Change',
    holdsFrom: 'Holds from',
    change: (field: string, from: string, to: string) => `${field}: ${from} → ${to}`,
    older: 'Older',
    newest: 'Newest',
  },
  others: 'Service level (telephone) and bot replies have nothing to count yet, so there is nothing to choose.',
}
