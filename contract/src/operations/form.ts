import { z } from 'zod'
import { maxVersion } from '../instants'
import { formPurpose, formView, questions } from '../form'
import { defineOperation } from './define'

const version = z.coerce.number().int().min(0).max(maxVersion)

/** Forms as data: what is asked, in versions that never change once they are published. */
export const form = {
  get: defineOperation({
    name: 'form.get',
    summary: 'A form in its latest version, or in the one that is named',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ purpose: formPurpose, version: version.optional() }),
    output: z.object({ form: formView }),
    errors: ['form_version_unknown'],
    http: { method: 'GET', path: '/api/forms/{purpose}' },
  }),
  publish: defineOperation({
    name: 'form.publish',
    summary: 'Publishes the next version of a form; what was handed in keeps the version it was written on',
    kind: 'command',
    callers: ['member'],
    permission: 'form:manage',
    input: z.strictObject({
      purpose: formPurpose,
      version: version.describe('the one it was made from; somebody else may have published meanwhile'),
      questions,
    }),
    output: z.object({ form: formView }),
    errors: ['form_changed', 'form_invalid'],
    http: { method: 'POST', path: '/api/forms/{purpose}/versions' },
  }),
} as const
