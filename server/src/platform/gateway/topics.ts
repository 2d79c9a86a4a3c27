import type { Audience } from '@keqiao/contract'

/** The topic under which one audience hears a stream. */
export function streamTopic(streamId: string, audience: Audience): string {
  return `${streamId}:${audience}`
}

/** Unsent text of the visitor goes to staff only. */
export function draftTopic(streamId: string): string {
  return streamTopic(streamId, 'staff')
}

/** Everyone of a merchant whose desk shows who is waiting. */
export function deskTopic(tenantId: string): string {
  return `${tenantId}:desk`
}

/** One member, on all his connections. */
export function memberTopic(memberId: string): string {
  return `${memberId}:member`
}
