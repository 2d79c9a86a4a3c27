import { singleSignOnSettings } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { singleSignOnDraftOf, singleSignOnFaultsOf, singleSignOnInputOf } from './single-sign-on-draft'

const draft = singleSignOnDraftOf(singleSignOnSettings.parse({}))

it('asks for a provider and a client once it is to be used, and for an address in any case', () => {
  expect([...singleSignOnFaultsOf(draft)]).toEqual([])
  expect([...singleSignOnFaultsOf({ ...draft, enabled: true })]).toEqual(['issuer', 'clientId'])
  expect([...singleSignOnFaultsOf({ ...draft, issuer: 'login.example.com' })]).toEqual(['issuer'])
  const whole = { ...draft, enabled: true, issuer: 'https://login.example.com', clientId: 'keqiao' }
  expect(singleSignOnFaultsOf(whole).size).toBe(0)
})

it('says nothing of the secret while none is typed', () => {
  expect(singleSignOnInputOf(draft)).not.toHaveProperty('secret')
  expect(singleSignOnInputOf({ ...draft, secret: 's' })).toMatchObject({ secret: 's' })
})
