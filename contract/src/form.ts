import { formLimits, type Answers, type FormBranch, type Question } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from './body'

const partId = z
  .string()
  .regex(/^[\w.-]{1,64}$/)
  .describe('made by whoever adds it, kept as long as it means the same')
const label = storableText(formLimits.labelLength)
const option = z.strictObject({ id: partId, label })

const branch: z.ZodType<FormBranch, FormBranch> = z.lazy(() =>
  z.strictObject({ id: partId, label, children: z.array(branch).max(formLimits.options) }),
)

const asked = {
  id: partId,
  label,
  help: storableText(formLimits.helpLength),
  required: z.boolean(),
  showIf: z
    .strictObject({
      questionId: partId,
      is: z.array(z.union([z.boolean(), partId])).max(formLimits.options),
    })
    .nullable()
    .describe('asked only if an earlier question was answered by one of these; null: always'),
  role: z.enum(['category', 'content', 'solved', 'followUp']).nullable().describe('what the product reads out of it'),
}
const bound = z.number().min(-1e12).max(1e12).nullable()

/** A question of a form. What else must hold (ids once, conditions that can be met) `checkForm` of the domain says. */
export const question: z.ZodType<Question, Question> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...asked,
    kind: z.enum(['text', 'longText']),
    maxLength: z.number().int().min(1).max(formLimits.textLength),
  }),
  z.strictObject({ ...asked, kind: z.enum(['choice', 'choices']), options: z.array(option).max(formLimits.options) }),
  z.strictObject({
    ...asked,
    kind: z.literal('tree'),
    branches: z.array(branch).max(formLimits.options).describe('only a node without children can be chosen'),
  }),
  z.strictObject({ ...asked, kind: z.enum(['yesNo', 'date']) }),
  z.strictObject({ ...asked, kind: z.literal('number'), min: bound, max: bound }),
])

/** All questions of a form, in order. */
export const questions = z.array(question).min(1).max(formLimits.questions)

/** What somebody filled in, by id of the question; `checkAnswers` of the domain judges it by the form. */
export const answers: z.ZodType<Answers, Answers> = z.record(
  partId,
  z.union([storableText(formLimits.textLength), z.boolean(), z.number(), z.array(partId).max(formLimits.options)]),
)

/** What a form is for; each merchant has one of each. */
export const formPurpose = z.enum(['summary'])
export type FormPurpose = z.infer<typeof formPurpose>

/** A version of a form. */
export const formView = z.object({
  purpose: formPurpose,
  version: z.number().int().describe('0: the one the product brings along'),
  questions,
  publishedAt: z.number().int().nullable().describe('epoch milliseconds; null: brought along'),
  publishedBy: z.string().nullable().describe('nickname'),
})
export type FormView = z.infer<typeof formView>
