import { uploadFile, type ClientErrorCode, type Conversation, type HttpOptions, type Reply } from '@keqiao/client'
import { createStore, type Store } from '@keqiao/client/store'
import type { BodyInput, FileView } from '@keqiao/contract'
import { FRAME_LIMITS } from '@keqiao/contract/frames'

/** A file on its way to the server; once there it is a message like any other. */
export interface Upload {
  readonly key: string
  readonly name: string
  /** Address of the picture in this page, for an image. */
  readonly preview: string | undefined
  /** 0 ... 1. */
  readonly progress: number
  /** Null while it goes on. */
  readonly failure: ClientErrorCode | null
}

export interface Uploads extends Store<readonly Upload[]> {
  add(files: Iterable<File>): void
  retry(key: string): void
  discard(key: string): void
}

type FileId = Extract<BodyInput, { kind: 'image' }>['fileId']

const PICTURES = /^image\/(png|jpeg|gif|webp)$/

/**
 * Uploads files one after the other, and says each in the conversation when the server has it.
 *
 * @param conversation the one to say it in, at the time the upload begins
 */
export function createUploads(http: HttpOptions, conversation: () => Conversation | null): Uploads {
  const store = createStore<readonly Upload[]>([])
  const files = new Map<string, File>()
  let count = 0
  let running: { key: string; cancel: () => void } | undefined
  const change = (key: string, part: Partial<Upload>): void =>
    store.set(store.getSnapshot().map((upload) => (upload.key === key ? { ...upload, ...part } : upload)))

  function next(): void {
    const upload = store.getSnapshot().find((u) => u.failure === null)
    const file = upload && files.get(upload.key)
    const target = conversation()
    const conversationId = target?.id()
    if (running || !upload || !file || !target) return
    if (!conversationId) {
      // Opened a moment later, or refused: then the failure offers to try again.
      change(upload.key, { failure: 'disconnected' })
      next()
      return
    }
    const { key, name } = upload
    const onProgress = (progress: number): void => change(key, { progress })
    const { done, cancel } = uploadFile(http, { conversationId, file, name, onProgress })
    running = { key, cancel }
    void done.then((reply) => finish(key, target, reply))
  }

  function finish(key: string, target: Conversation, reply: Reply<FileView>): void {
    running = undefined
    if (files.has(key)) {
      if (reply.ok) {
        const { id, ...facts } = reply.result
        const named = { kind: PICTURES.test(facts.mime) ? 'image' : 'file', fileId: id as FileId } as const
        forget(key)
        target.send(named, { ...named, ...facts })
      } else {
        change(key, { failure: reply.error.code as ClientErrorCode })
      }
    }
    next()
  }

  function forget(key: string): void {
    files.delete(key)
    const { preview } = store.getSnapshot().find((u) => u.key === key) ?? {}
    store.set(store.getSnapshot().filter((u) => u.key !== key))
    if (preview) URL.revokeObjectURL(preview)
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    add(chosen) {
      const added = [...chosen].map((file): Upload => {
        const key = `file-${++count}`
        files.set(key, file)
        const preview = PICTURES.test(file.type) ? URL.createObjectURL(file) : undefined
        return { key, name: file.name, preview, progress: 0, failure: knownFailure(file) }
      })
      store.set([...store.getSnapshot(), ...added])
      next()
    },
    retry(key) {
      change(key, { failure: null, progress: 0 })
      next()
    },
    discard(key) {
      if (running?.key === key) running.cancel()
      forget(key)
    },
  }
}

/** What the server would refuse anyway, told before a minute of uploading. */
function knownFailure(file: File): ClientErrorCode | null {
  if (file.size > FRAME_LIMITS.maxFileBytes) return 'file_too_large'
  return file.size === 0 ? 'file_empty' : null
}
