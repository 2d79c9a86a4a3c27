import { describe, expect, it } from 'vitest'
import { createFaultReport, createLog, describeError } from './log'

function capture() {
  const lines: string[] = []
  const log = createLog({ level: 'trace', destination: { write: (line: string) => void lines.push(line) } })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> }
}

const secret = '我的卡号是 6222 0000 1111'

describe('createLog', () => {
  it('cuts private fields out, also where they hang below something', () => {
    const { log, lines, last } = capture()
    log.info(
      { password: secret, call: { input: secret, token: secret }, a: { b: { cookie: secret } }, op: 'x' },
      'called',
    )
    expect(lines.join('')).not.toContain(secret)
    expect(last()).toMatchObject({ op: 'x', msg: 'called', level: 'info', password: '[private]' })
  })

  it('tells nothing of a request but what is asked for by name', () => {
    const { log, lines } = capture()
    log.info({ req: { headers: { cookie: secret }, url: `/files/1?s=${secret}` } }, 'request')
    expect(lines.join('')).not.toContain(secret)
  })
})

describe('describeError', () => {
  it('removes what the JSON parser quotes', () => {
    const { log, lines } = capture()
    try {
      JSON.parse(secret)
    } catch (error) {
      log.error({ err: error }, 'failed')
    }
    expect(lines.join('')).toContain('SyntaxError')
    expect(lines.join('')).not.toMatch(/卡号|6222/)
  })

  it('keeps code and place and follows the cause', () => {
    const error = new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNRESET' }) })
    const description = describeError(error)
    expect(description).toMatchObject({ type: 'Error', message: 'outer', cause: { code: 'ECONNRESET' } })
    expect(description.stack).toContain('log.test.ts')
  })

  it('is not led astray by something thrown that is no error', () => {
    expect(describeError(secret)).toEqual({ type: 'string' })
  })
})

describe('createFaultReport', () => {
  it('returns the reference that stands in the log', () => {
    const { log, last } = capture()
    const reference = createFaultReport(log)(new Error('broken'), 'conversation.get')
    expect(reference).toMatch(/^[0-9a-f]{12}$/)
    expect(last()).toMatchObject({ reference, where: 'conversation.get', level: 'error' })
  })
})
