import { operations } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { httpRoutes, request } from './http-routes'
import { uploadFile, type UploadRequest } from './upload-file'

const answering = (status: number, body: string, seen: { url?: string; init?: RequestInit } = {}): typeof fetch =>
  ((url: string, init: RequestInit) => {
    Object.assign(seen, { url, init })
    return Promise.resolve(new Response(body, { status }))
  }) as typeof fetch

describe('the HTTP door', () => {
  const carriesFile = ['file.upload', 'file.uploadForPhrase', 'knowledge.import', 'knowledge.export']

  it('knows method and path of every operation that only it has, but for what carries a file', () => {
    const only = Object.values(operations)
      .flatMap((feature) => Object.values(feature))
      .filter((operation) => 'httpOnly' in operation && !carriesFile.includes(operation.name))
      .map(({ name, http }) => [name, `${http.method} ${http.path}`])
    expect(Object.fromEntries(only)).toEqual(httpRoutes)
  })

  it('sends a token and a key, and returns the output', async () => {
    const seen: { url?: string; init?: RequestInit } = {}
    const options = { base: 'https://here', token: () => 'secret', fetch: answering(200, '{"token":"t"}', seen) }
    const reply = await request({ ...options, newId: () => 'key' }, 'visitor.identify', { channelKey: 'k' })
    expect(reply).toEqual({ ok: true, result: { token: 't' } })
    expect(seen.url).toBe('https://here/api/visitor/session')
    expect(seen.init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      headers: { authorization: 'Bearer secret', 'idempotency-key': 'key' },
      body: '{"channelKey":"k"}',
    })
  })

  it('puts an id into the path, and nothing into the body', async () => {
    const seen: { url?: string; init?: RequestInit } = {}
    const options = { base: '', fetch: answering(200, '{}', seen), newId: () => 'key' }
    await request(options, 'session.revoke', { sessionId: 'a/b' })
    expect(seen.url).toBe('/api/sessions/a%2Fb')
    expect(seen.init).toMatchObject({ method: 'DELETE' })
    expect(seen.init?.body).toBeUndefined()
  })

  it('returns coded errors, and codes what has none', async () => {
    expect(await ask(answering(401, '{"error":{"code":"unauthenticated"}}'))).toEqual({
      ok: false,
      error: { code: 'unauthenticated' },
    })
    expect(await ask(answering(502, '<html>'))).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(await ask(() => Promise.reject(new TypeError('no network')))).toMatchObject({
      ok: false,
      error: { code: 'disconnected', retryable: true },
    })
  })
})

const ask = (fetch: typeof globalThis.fetch) => request({ base: '', fetch }, 'session.get', {})

function playedUpload() {
  const listeners = new Map<string, (event?: { loaded: number; total: number }) => void>()
  const sent: unknown[] = []
  const xhr = {
    status: 0,
    responseText: '',
    upload: {
      addEventListener: (_: 'progress', listener: (event: { loaded: number; total: number }) => void) => {
        listeners.set('progress', (event) => event && listener(event))
      },
    },
    addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener),
    open: (...args: string[]) => void sent.push(args),
    setRequestHeader: (...args: string[]) => void sent.push(args),
    send: (form: FormData) => void sent.push(form.get('file')),
    abort: () => listeners.get('abort')?.(),
  }
  return { xhr, listeners, sent, newRequest: (): UploadRequest => xhr }
}

describe('an upload', () => {
  it('tells its progress and returns the file', async () => {
    const { xhr, listeners, sent, newRequest } = playedUpload()
    const progress: number[] = []
    const upload = uploadFile(
      { base: '', token: () => 's' },
      {
        conversationId: 'c/1',
        file: new Blob(['x']),
        name: 'a.txt',
        newRequest,
        onProgress: (part) => void progress.push(part),
      },
    )
    listeners.get('progress')?.({ loaded: 1, total: 4 })
    Object.assign(xhr, { status: 200, responseText: '{"id":"f"}' })
    listeners.get('load')?.()
    expect(await upload.done).toEqual({ ok: true, result: { id: 'f' } })
    expect(progress).toEqual([0.25])
    expect(sent.slice(0, 2)).toEqual([
      ['POST', '/api/conversations/c%2F1/files'],
      ['authorization', 'Bearer s'],
    ])
    expect(sent[2]).toMatchObject({ name: 'a.txt' })
  })

  it('can be cancelled', async () => {
    const upload = uploadFile(
      { base: '' },
      { conversationId: 'c', file: new Blob(['x']), name: 'a', newRequest: playedUpload().newRequest },
    )
    upload.cancel()
    expect(await upload.done).toMatchObject({ ok: false, error: { code: 'disconnected' } })
  })
})
