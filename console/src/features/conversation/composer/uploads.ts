import { uploadFile, type Conversation } from '@keqiao/client'
import type { BodyView, FileView } from '@keqiao/contract'
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { create } from 'zustand'
import { sameOrigin } from '../../session/session'

let uploadCount = 0

export type UploadState =
  { readonly state: 'running'; readonly fraction: number } | { readonly state: 'failed'; readonly code: string }

export type Upload = UploadState & {
  readonly id: string
  readonly conversationId: string
  readonly name: string
  readonly cancel: () => void
  readonly again: () => void
}

interface UploadsState {
  readonly uploads: readonly Upload[]
}

/** Files on their way to the server, of all dialogues: switching does not stop them. */
export const useUploads = create<UploadsState>(() => ({ uploads: [] }))

const change = (id: string, to: UploadState) =>
  useUploads.setState(({ uploads }) => ({
    uploads: uploads.map((each) => (each.id === id ? { ...each, ...to } : each)),
  }))

export const dismissUpload = (id: string) =>
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((each) => each.id !== id) }))

export type FileRefusal = 'file_empty' | 'file_too_large'

/** What the server would refuse anyway, before anything travels. */
export function checkFile(file: { readonly size: number }): FileRefusal | null {
  if (file.size === 0) return 'file_empty'
  return file.size > FRAME_LIMITS.maxFileBytes ? 'file_too_large' : null
}

/** Uploads a file and sends it as a message as soon as it is there. */
export function sendFile(conversationId: string, conversation: Conversation, file: File): void {
  uploadCount += 1
  const id = `upload ${uploadCount}`
  const again = () => {
    dismissUpload(id)
    sendFile(conversationId, conversation, file)
  }
  const { done, cancel } = uploadFile(sameOrigin, {
    conversationId,
    file,
    name: file.name,
    onProgress: (fraction) => change(id, { state: 'running', fraction }),
  })
  const upload: Upload = { id, conversationId, name: file.name, cancel, again, state: 'running', fraction: 0 }
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, upload] }))
  void done.then((reply) => {
    // Cancelled and taken away meanwhile.
    if (!useUploads.getState().uploads.some((each) => each.id === id)) return
    if (!reply.ok) {
      change(id, { state: 'failed', code: reply.error.code })
      return
    }
    dismissUpload(id)
    const shown = bodyOf(reply.result)
    conversation.send({ kind: shown.kind, fileId: shown.fileId }, shown)
  })
}

/** How an uploaded file is shown and sent. */
export function bodyOf({
  id,
  name,
  mime,
  size,
  width,
  height,
  url,
}: FileView): Extract<BodyView, { kind: 'image' | 'file' }> {
  const facts = { fileId: id as FileBodyId, name, mime, size, url }
  const measures = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
  return { kind: mime.startsWith('image/') ? 'image' : 'file', ...facts, ...measures }
}

type FileBodyId = Extract<BodyView, { kind: 'file' }>['fileId']
