import { expect, it } from 'vitest'
import { mailDraftOf, mailFaultsOf, mailInputOf, withSecurity } from './mail-draft'

const stored = {
  host: 'smtp.example.com',
  port: 465,
  security: 'tls',
  user: 'service',
  fromName: '',
  fromAddress: 'service@example.com',
  replyTo: '',
  passwordSetAt: 1,
} as const

it('asks for what is stored when nothing was changed, and leaves the password alone', () => {
  const { passwordSetAt: _passwordSetAt, ...server } = stored
  expect(mailInputOf(mailDraftOf(stored))).toEqual({ server })
  expect(mailInputOf({ ...mailDraftOf(stored), password: 'p' })).toEqual({ server, password: 'p' })
})

it('says what cannot be stored', () => {
  const draft = mailDraftOf(stored)
  expect(mailFaultsOf(draft)).toEqual({})
  expect(mailFaultsOf({ ...draft, host: 'a b', port: '0', fromAddress: '', replyTo: 'x@' })).toEqual({
    host: 'host',
    port: 'port',
    fromAddress: 'address',
    replyTo: 'address',
  })
  // Without a server nothing is sent from anywhere.
  expect(mailFaultsOf({ ...draft, host: '', fromAddress: '' })).toEqual({})
})

it('takes the usual port along, and leaves one that was typed', () => {
  const draft = mailDraftOf(stored)
  expect(withSecurity(draft, 'starttls')).toMatchObject({ security: 'starttls', port: '587' })
  expect(withSecurity({ ...draft, port: '2525' }, 'none')).toMatchObject({ port: '2525' })
})
