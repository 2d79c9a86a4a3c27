import { ratingLevels } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from './body'

const instant = z.number().int().describe('epoch milliseconds')

const reason = storableText(20)
const level = z.strictObject({
  label: storableText(20).describe('empty: the words of the product, in the language of the visitor'),
  reasons: z
    .array(reason)
    .max(12)
    .nullable()
    .describe('what can be ticked at this level; null: those of the product, in the language of the visitor'),
})

/** What a merchant decides about 评价; `levels` from the worst to the best. */
export const ratingSettings = z.strictObject({
  offerAtEnd: z.boolean().default(true).describe('offered by itself when a conversation ends'),
  openHours: z.number().int().min(1).max(720).default(72).describe('how long after the end it can be given'),
  levels: z
    .array(level)
    .length(ratingLevels)
    .default(() => Array.from({ length: ratingLevels }, () => ({ label: '', reasons: null }))),
})
export type RatingSettings = z.output<typeof ratingSettings>

/** What a visitor gives. */
export const ratingInput = {
  score: z.number().int().min(1).max(ratingLevels),
  reasons: z.array(reason).max(12).default([]),
  text: storableText(300).default(''),
}

/** 评价 of a conversation. */
export const ratingView = z.object({
  score: z.number().int(),
  reasons: z.array(z.string()),
  text: z.string(),
  at: instant,
})
export type RatingView = z.infer<typeof ratingView>

/** What the card in the widget begins from. */
export const ratingCard = z.object({
  levels: z
    .array(z.object({ score: z.number().int(), label: z.string(), reasons: z.array(z.string()) }))
    .describe('from the worst to the best'),
  given: ratingView.nullable().describe('the one and only, if he gave it'),
  openUntil: instant.nullable().describe('until when it can be given; null: the conversation goes on'),
})
export type RatingCard = z.infer<typeof ratingCard>
