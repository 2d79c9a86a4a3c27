import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify, type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindChatPage } from './chat-page'

let folder: string
let app: FastifyInstance
const asked: string[] = []

const template = `<!doctype html><html lang="__LANG__" data-channel="__CHANNEL__"><title>__TITLE__</title>
<meta name="theme-color" content="__COLOR__"><meta name="description" content="__DESCRIPTION__">
<script type="module" crossorigin src="./assets/main-1.js"></script><link rel="stylesheet" href="./assets/main-1.css">`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keqiao-chat-'))
  mkdirSync(join(folder, 'frame'))
  writeFileSync(join(folder, 'frame/chat.html'), template)
  app = fastify()
  bindChatPage(app, folder, async (key) => {
    asked.push(key)
    if (key === 'down') throw Object.assign(new Error('no database'), { code: 'ECONNREFUSED' })
    return key === 'tea' ? { title: '清和"<b>&茶舍', color: '#7a3e1d' } : null
  })
})

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, language = '') => app.inject({ url, headers: { 'accept-language': language } })

describe('the page of a channel', () => {
  it("is filled in with the merchant's name and colour, escaped, and finds its parts from its own address", async () => {
    const { statusCode, payload } = await get('/chat/tea')
    expect(statusCode).toBe(200)
    expect(payload).toContain('<title>清和&quot;&lt;b&gt;&amp;茶舍</title>')
    expect(payload).toContain('data-channel="tea"')
    expect(payload).toContain('name="theme-color" content="#7a3e1d"')
    expect(payload).toContain('href="/widget/frame/assets/main-1.css"')
    expect(payload).not.toMatch(/__[A-Z_]+__|"\.\//)
  })

  it('runs only scripts with the nonce of this one answer, and is framed by nobody', async () => {
    const answers = [await get('/chat/tea'), await get('/chat/tea')]
    const nonces = answers.map(({ payload }) => /<script type="module" nonce="([^"]+)"/.exec(payload)?.[1])
    expect(new Set(nonces).size).toBe(2)
    const policy = String(answers[0]?.headers['content-security-policy'])
    expect(policy).toContain(`script-src 'self' 'nonce-${nonces[0]}' 'strict-dynamic'`)
    expect(policy).toContain(`require-trusted-types-for 'script'`)
    expect(policy).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/)
    expect(policy).not.toContain('unsafe')
    expect(answers[0]?.headers['x-frame-options']).toBe('DENY')
    expect(answers[0]?.headers['x-robots-tag']).toBe('noindex')
  })

  it.each([
    ['/chat/tea', 'en-GB, zh;q=0.4', 'lang="en"'],
    ['/chat/tea?lang=zh-TW', 'en', 'lang="zh-TW"'],
    ['/chat/tea?lang=%22%3E', '', 'lang="zh-CN"'],
  ])('speaks by address, then by browser: %s with %s', async (url, language, expected) => {
    const { payload, headers } = await get(url, language)
    expect(payload).toContain(`<html ${expected}`)
    expect(headers.vary).toBe('accept-language')
  })

  it.each([
    ['zh-CN', '没有找到这个咨询入口'],
    ['zh-HK', '找不到這個諮詢入口'],
    ['en', 'There is no chat at this address'],
  ])('that does not exist says so in %s', async (language, words) => {
    const { statusCode, payload, headers } = await get('/chat/coffee', language)
    expect(statusCode).toBe(404)
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(payload).toContain(words)
    const nonce = /<style nonce="([^"]+)"/.exec(payload)?.[1]
    expect(headers['content-security-policy']).toContain(`style-src 'nonce-${nonce}'`)
  })

  it.each(['/chat/', '/chat/a/b', '/chat/a%00b', `/chat/${'k'.repeat(101)}`, '/chat/%E8%8C%B6', '/chat/a%27b'])(
    'asks the database nothing about what cannot be a key: %s',
    async (url) => {
      asked.length = 0
      expect((await get(url)).statusCode).toBe(404)
      expect(asked).toEqual([])
    },
  )

  it('says that it is away while the database is', async () => {
    const { statusCode, payload, headers } = await get('/chat/down')
    expect([statusCode, headers['retry-after']]).toEqual([503, '5'])
    expect(payload).toContain('暂时打不开咨询页面')
  })
})
