/** What the guide looks at; null: not known yet. */
export interface GuideFacts {
  /** Members who may sign in, oneself included. */
  readonly memberCount: number | null
  /** Groups that nobody serves. */
  readonly unservedCount: number | null
  /** How often the hours were saved: 0 is what everybody begins with. */
  readonly hoursVersion: number | null
  /** The same of the channel that was changed most. */
  readonly channelVersion: number | null
  /** Public phrases, and entries of the knowledge base. */
  readonly phraseCount: number | null
  readonly entryCount: number | null
  /** Dialogues that there ever were. */
  readonly hadDialogue: boolean | null
  /** One's own status is not 离开. */
  readonly working: boolean
}

export const guideSteps = ['members', 'groups', 'hours', 'channel', 'phrases', 'knowledge', 'work', 'embed'] as const
export type GuideStep = (typeof guideSteps)[number]

/** Steps without which work begins as well: who works alone adds nobody. */
const optionalSteps: ReadonlySet<GuideStep> = new Set(['members', 'phrases', 'knowledge'])
export const isOptional = (step: GuideStep) => optionalSteps.has(step)

/** Which steps are done, by what there is: nothing is ticked off by hand. Null: not known yet. */
export function stepsDone(facts: GuideFacts): Readonly<Record<GuideStep, boolean | null>> {
  const known = <Value>(value: Value | null, isDone: (value: Value) => boolean) =>
    value === null ? null : isDone(value)
  return {
    members: known(facts.memberCount, (count) => count > 1),
    groups: known(facts.unservedCount, (count) => count === 0),
    hours: known(facts.hoursVersion, (version) => version > 0),
    channel: known(facts.channelVersion, (version) => version > 0),
    phrases: known(facts.phraseCount, (count) => count > 0),
    knowledge: known(facts.entryCount, (count) => count > 0),
    embed: facts.hadDialogue,
    work: facts.working,
  }
}

/** Whether work may begin: what has to be done is done. */
export const isReady = (done: Readonly<Record<GuideStep, boolean | null>>) =>
  guideSteps.every((step) => isOptional(step) || done[step] === true)
