import { createHash } from 'node:crypto'
import { operations, type FormView } from '@keqiao/contract'
import { checkForm, type MemberActor, type Question } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { defaultForms } from '../../i18n/default-forms'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let merchant: Merchant
let boss: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { get, publish } = operations.form
const purpose = 'summary'
const read = async (version?: number) =>
  (await shop.result<{ form: FormView }>(boss, get, { purpose, ...(version === undefined ? {} : { version }) })).form
const shorter = (questions: readonly Question[]) => questions.filter(({ id }) => id !== 'process')

it('CON-06: the form the product brings along is sound, and frozen: summaries name it as version 0', () => {
  expect(checkForm(defaultForms.summary)).toEqual([])
  const digest = createHash('sha256').update(JSON.stringify(defaultForms.summary)).digest('hex')
  // Another digest is another form: publish it under another version and keep this one readable.
  expect(digest.slice(0, 16)).toBe('dbfa860e803d645f')
})

it('CON-06: a version never changes once it is published, and the next one stands beside it', async () => {
  const first = await read()
  expect(first).toMatchObject({ version: 0, publishedAt: null })
  const questions = shorter(first.questions)
  const { form } = await shop.result<{ form: FormView }>(boss, publish, { purpose, version: 0, questions })
  expect(form).toMatchObject({ version: 1, publishedBy: boss.name, questions })
  expect(await read()).toEqual(form)
  const renamed = questions.map((question) => ({ ...question, label: `${question.label}？` }))
  await shop.result(boss, publish, { purpose, version: 1, questions: renamed })
  expect(await read(1)).toEqual(form)
  expect((await read(0)).questions).toEqual(first.questions)
  expect((await read()).version).toBe(2)
  expect(await shop.refusal(boss, get, { purpose, version: 3 })).toBe('form_version_unknown')
  const told = shop.heard.filter(({ tenantId, type }) => tenantId === merchant.tenantId && type === 'form.published')
  expect(told.map(({ seq, payload }) => [seq, (payload as { version: number }).version])).toEqual([
    [1, 1],
    [2, 2],
  ])
})

it('is not overwritten by somebody who has not seen the latest version', async () => {
  const { questions } = await read()
  const answers = await Promise.all(
    [1, 2].map((count) => shop.call(boss, publish, { purpose, version: 0, questions: questions.slice(0, count) })),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({
    refusal: { error: { code: 'form_changed', data: { version: 1 } } },
  })
})

it('is refused with what is wrong where it cannot be filled in', async () => {
  const { questions } = await read()
  const orphan = questions.filter(({ id }) => id !== 'followUp')
  const answer = await shop.call(boss, publish, { purpose, version: 0, questions: orphan })
  expect(answer).toMatchObject({
    refusal: {
      error: {
        code: 'form_invalid',
        data: { complaints: [{ questionId: 'followUpNote', problem: 'shown-by-nothing-before' }] },
      },
    },
  })
  expect((await read()).version).toBe(0)
  expect(await shop.refusal(boss, publish, { purpose, version: 0, questions: [] })).toBe('input_invalid')
})

it('is each merchant’s own', async () => {
  const other = await shop.merchant()
  const theirs = await other.agent({ role: 'administrator', status: 'away', connected: false })
  await shop.result(theirs, publish, { purpose, version: 0, questions: shorter((await read()).questions) })
  expect((await read()).version).toBe(0)
})
