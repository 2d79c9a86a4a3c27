import { z } from 'zod'
import { answers, formView } from './form'
import { legId, memberId } from './ids'

const instant = z.number().int().describe('epoch milliseconds')

/** 小结 of one leg, as staff see it. */
export const summaryView = z.object({
  legId,
  member: z.object({ id: memberId, nickname: z.string() }).describe('whose leg it is'),
  formVersion: z.number().int(),
  answers,
  categoryPath: z.array(z.string()).describe('names from the root, as they were when it was written'),
  solved: z.boolean().nullable(),
  followUp: z.boolean(),
  savedAt: instant,
  correctedCount: z.number().int().describe('how often it was saved after the first time'),
})
export type SummaryView = z.infer<typeof summaryView>

/** A leg, and what its agent wrote about it. */
export const summarisedLeg = z.object({
  legId,
  member: z.object({ id: memberId, nickname: z.string() }),
  openedAt: instant,
  closedAt: instant.nullable(),
  end: z.enum(['visitor', 'system', 'agent', 'transfer']).nullable(),
  summary: summaryView.nullable(),
})
export type SummarisedLeg = z.infer<typeof summarisedLeg>

/** Everything the 小结单 of a conversation begins from. */
export const summarySheet = z.object({
  legs: z.array(summarisedLeg).describe('in order'),
  ownLegId: legId.nullable().describe("the caller's last leg of this conversation: what he writes about; null: none"),
  form: formView.describe('the version his summary was written on, else the latest'),
  suggested: answers.describe('what to begin with where nothing was written yet'),
  firstReplyMs: z.number().int().nullable().describe("from the visitor's first word in an agent's time to the answer"),
})
export type SummarySheet = z.infer<typeof summarySheet>

/** Whether a dialogue without 小结 may leave its agent's list (G2). */
export const summarySettings = z.strictObject({
  onClear: z
    .enum(['block', 'warn', 'off'])
    .default('warn')
    .describe('block: it cannot be cleared; warn: the form is shown, and can be passed over; off: nobody asks'),
})
export type SummarySettings = z.output<typeof summarySettings>
