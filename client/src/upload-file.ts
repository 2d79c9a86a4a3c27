/** Uploads. Apart from `http`, so that a widget fetches it only when a visitor chooses a file. */
import type { FileView } from '@keqiao/contract'
import { localError, type Reply } from './calls'
import { answerOf, authorization, type HttpOptions } from './http'

/** The part of an XMLHttpRequest that an upload needs: fetch reports no progress. */
export interface UploadRequest {
  readonly upload: {
    addEventListener(type: 'progress', listener: (event: { loaded: number; total: number }) => void): void
  }
  addEventListener(type: 'load' | 'error' | 'abort', listener: () => void): void
  readonly status: number
  readonly responseText: string
  readonly open: (method: string, url: string) => void
  readonly setRequestHeader: (name: string, value: string) => void
  readonly send: (body: FormData) => void
  readonly abort: () => void
}

/** An upload under way. */
export interface Upload {
  /** Never rejects; `disconnected` also after `cancel`. */
  readonly done: Promise<Reply<FileView>>
  readonly cancel: () => void
}

/** What to upload, and who hears how far it is. */
export interface UploadInput {
  /** What for: a conversation, or another address of the HTTP door. */
  readonly conversationId?: string
  readonly path?: string
  readonly file: Blob
  readonly name: string
  /** Part of the file that has gone, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined
  /** The browser's XMLHttpRequest unless given. */
  readonly newRequest?: (() => UploadRequest) | undefined
}

/** Uploads one file for a conversation, or to the path given; a message or a phrase then names the id of the result. */
export function uploadFile(options: HttpOptions, input: UploadInput): Upload {
  const xhr = input.newRequest ? input.newRequest() : browserRequest()
  const done = new Promise<Reply<FileView>>((resolve) => {
    const gone = () => resolve({ ok: false, error: localError('disconnected', true) })
    xhr.addEventListener('load', () => resolve(answerOf<FileView>(xhr.status, xhr.responseText)))
    xhr.addEventListener('error', gone)
    xhr.addEventListener('abort', gone)
  })
  const { onProgress } = input
  if (onProgress)
    xhr.upload.addEventListener('progress', (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0))
  const { path = `/api/conversations/${encodeURIComponent(input.conversationId ?? '')}/files` } = input
  xhr.open('POST', options.base + path)
  const headers = { ...authorization(options), ...idempotency(options) }
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  const form = new FormData()
  form.append('file', input.file, input.name)
  xhr.send(form)
  return { done, cancel: () => xhr.abort() }
}

const idempotency = ({ newId }: HttpOptions): Record<string, string> => (newId ? { 'idempotency-key': newId() } : {})

function browserRequest(): UploadRequest {
  const { XMLHttpRequest } = globalThis as unknown as { XMLHttpRequest: new () => UploadRequest }
  return new XMLHttpRequest()
}
