import { expect, it } from 'vitest'
import { isCommonPassword } from './common-passwords'

it('SEC-01: knows what is guessed first, however it is dressed up', () => {
  for (const password of [
    'password',
    'Password123',
    'P@ssw0rd!',
    'qwertyuiop',
    '1q2w3e4r',
    '12345678',
    '87654321',
    '1234567890',
    '11111111',
    '88888888',
    'abcabcabc',
    '12341234',
    'abcdefgh',
    'asdfghjkl',
    '1234abcd',
    'aaaabbbb',
    '19900101',
    '20261201',
    'woaini1314',
    'Admin@123',
    'kefu123456',
    'ＰＡＳＳＷＯＲＤ',
  ])
    expect([password, isCommonPassword(password)]).toEqual([password, true])
})

it('leaves alone what merely looks simple', () => {
  for (const password of [
    'first-password',
    'chosen-by-the-boss',
    'another-password',
    'a password of tests',
    'correct horse battery staple',
    '云杉家居的客服小桥',
    'tea4two@noon',
    'xk7Qm2pV',
    '8731 0492',
  ])
    expect([password, isCommonPassword(password)]).toEqual([password, false])
})
