import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { callerAddress } from './caller-address'

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
  }) as unknown as IncomingMessage

describe('whose request it is', () => {
  it.each([
    ['nobody is trusted', false as const, '10.0.0.1'],
    ['one proxy is trusted', 1, '203.0.113.7'],
    ['two proxies are trusted', 2, '198.51.100.9'],
    ['its network is trusted', ['10.0.0.0/8'], '203.0.113.7'],
    ['another network is trusted', ['192.168.0.0/16'], '10.0.0.1'],
  ])('when %s', (_what, trust, expected) => {
    expect(callerAddress(trust)(request('10.0.0.1', '198.51.100.9, 203.0.113.7'))).toBe(expected)
  })

  it('is the socket when nothing was forwarded', () => {
    expect(callerAddress(1)(request('10.0.0.1'))).toBe('10.0.0.1')
  })
})
