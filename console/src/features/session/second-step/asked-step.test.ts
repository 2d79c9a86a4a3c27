import type { WireError } from '@keqiao/contract/frames'
import { expect, it } from 'vitest'
import { askedStepOf } from './asked-step'

const refusal = (code: WireError['code'], data?: Record<string, unknown>): WireError => ({
  code,
  retryable: false,
  ...(data && { data }),
})

it('SEC-01: a refused sign-in asks for a code, or shows the key to set up', () => {
  expect(askedStepOf(refusal('second_factor_required'))).toEqual({ kind: 'code' })
  const shown = { key: 'GEZD', uri: 'otpauth://totp/x', setUp: 'sealed' }
  expect(askedStepOf(refusal('second_factor_to_set_up', shown))).toEqual({ kind: 'set-up', shown })
})

it('asks for nothing where the password was wrong or the key is missing', () => {
  expect(askedStepOf(refusal('sign_in_failed'))).toBeNull()
  expect(askedStepOf(refusal('second_factor_to_set_up', { key: 'GEZD' }))).toBeNull()
})
