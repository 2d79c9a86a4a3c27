import { describe, expect, it } from 'vitest'
import { zhCN } from '../../i18n/zh-cn'
import { checkSignIn, refusalWords, splitLogin } from './sign-in-check'

describe('checkSignIn', () => {
  it.each([
    ['', 'x', 'login', zhCN.session.loginMissing],
    ['zhouxiaolan', 'x', 'login', zhCN.session.loginIncomplete],
    ['yunshan:', 'x', 'login', zhCN.session.loginIncomplete],
    [':zhouxiaolan', 'x', 'login', zhCN.session.loginIncomplete],
    ['yunshan:zhouxiaolan', '', 'password', zhCN.session.passwordMissing],
  ])('of %j and %j complains at %s', (login, password, field, text) => {
    expect(checkSignIn(login, password, zhCN)).toEqual({ field, text })
  })

  it('lets a password of blanks through: what it is worth, the server says', () => {
    expect(checkSignIn('yunshan:zhouxiaolan', ' ', zhCN)).toBeNull()
  })
})

describe('splitLogin', () => {
  it('takes the full-width colon of a Chinese keyboard and the blanks of a paste', () => {
    expect(splitLogin(' yunshan ：zhouxiaolan ')).toEqual(['yunshan', 'zhouxiaolan'])
  })
  it('leaves a second colon in the account', () => expect(splitLogin('a:b:c')).toEqual(['a', 'b:c']))
})

describe('refusalWords', () => {
  const words = (error: Parameters<typeof refusalWords>[0]) => refusalWords(error, zhCN)

  it('says how long to wait, never too short', () => {
    expect(words({ code: 'sign_in_throttled', retryAfterMs: 1 })).toBe('错误次数太多，请1秒后再试。')
    expect(words({ code: 'sign_in_throttled', retryAfterMs: 119_001 })).toBe('错误次数太多，请2分钟后再试。')
    expect(words({ code: 'sign_in_throttled', retryAfterMs: 121_000 })).toBe('错误次数太多，请3分钟后再试。')
    expect(words({ code: 'sign_in_throttled' })).toBe(zhCN.session.throttledSoon)
  })

  it('tells a wrong password from a lost network and from a suspended merchant', () => {
    expect(words({ code: 'sign_in_failed' })).toBe(zhCN.session.failed)
    expect(words({ code: 'disconnected' })).toBe(zhCN.session.network)
    expect(words({ code: 'tenant_suspended' })).toBe(zhCN.session.suspended)
  })
})
