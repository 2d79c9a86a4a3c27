import { randomUUID } from 'node:crypto'
import { operations, type ConversationSnapshot } from '@keqiao/contract'
import type { ConversationId, TenantId } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGroupCommit } from '../../platform/event-log'
import { newId } from '../../platform/ids'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { placeBatch, type Placed, type Submission } from './message-batch.store'

let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
})

afterAll(() => shop.stop())

function submission(
  tenantId: TenantId,
  conversationId: ConversationId,
  words: string,
  changes: Partial<Submission> = {},
): Submission {
  const actorId = changes.actorId ?? newId()
  const clientId = changes.clientId ?? randomUUID()
  const at = 1_790_000_000_000
  return {
    tenantId,
    conversationId,
    legEpoch: 0,
    actorId,
    clientId,
    requestHash: Buffer.alloc(16, 1),
    spoke: 'visitor',
    preview: words,
    at,
    event: (seq, visitorPrev) => ({
      tenantId,
      stream: 'conversation',
      streamId: conversationId,
      seq,
      visitorPrev,
      type: 'message.sent',
      version: 1,
      payload: { from: 'visitor', authorName: '访客', body: { kind: 'text', text: words } },
      actor: { kind: 'visitor', id: actorId, name: '访客' },
      clientId,
      at,
    }),
    ...changes,
  }
}

const batches = () =>
  createGroupCommit<Submission, Placed>({
    execute: (items) => shop.services.doors.withSystem('test', (tx) => placeBatch(tx, shop.services.epoch, items)),
    keyOf: () => 'one lane',
    lanes: 1,
    maxBatch: 100,
    isUnavailable: () => false,
  })

describe('a batch with guilty rows', () => {
  it('refuses exactly those: a repeat, a NUL, a closed conversation, a foreign tenant', async () => {
    const foreign = await shop.merchant()
    const [mine, closed] = [await merchant.waiting(), await merchant.waiting()]
    await shop.result(closed.visitor, operations.conversation.close, { conversationId: closed.conversationId })
    const repeatKey = { actorId: newId(), clientId: randomUUID() }
    const { tenantId } = merchant
    const commit = batches()
    const settled = await Promise.allSettled(
      [
        submission(tenantId, mine.conversationId, '说一次', repeatKey),
        submission(tenantId, mine.conversationId, 'NUL \u0000'),
        submission(tenantId, mine.conversationId, '说一次', repeatKey),
        submission(tenantId, mine.conversationId, '说一次', { ...repeatKey, requestHash: Buffer.alloc(16, 2) }),
        submission(tenantId, closed.conversationId, 'too late'),
        submission(foreign.tenantId, mine.conversationId, 'not mine'),
        submission(tenantId, newId<ConversationId>(), 'nowhere'),
        submission(tenantId, mine.conversationId, '再说一句'),
      ].map((item) => commit.submit(item)),
    )
    expect(settled.map((result) => (result.status === 'fulfilled' ? result.value.kind : 'failed'))).toEqual([
      'appended',
      'failed',
      'repeated',
      'repeated',
      'stale',
      'missing',
      'missing',
      'appended',
    ])
    const { events } = await shop.result<ConversationSnapshot>(mine.visitor, operations.conversation.get, {
      conversationId: mine.conversationId,
    })
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4])
    expect(JSON.stringify(events)).not.toContain('not mine')
  })

  it('keeps the order of many writers in many batches gapless', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    const commits = [batches(), batches(), batches()]
    await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        (commits[i % 3] ?? batches()).submit(submission(merchant.tenantId, conversationId, `${i}`)),
      ),
    )
    const snapshot = await shop.result<ConversationSnapshot>(visitor, operations.conversation.get, {
      conversationId,
      limit: 200,
    })
    expect(snapshot.cursor).toBe(302)
    expect(snapshot.conversation.visitorMessageCount).toBe(300)
    expect(snapshot.events.map((event) => event.seq)).toEqual(Array.from({ length: 200 }, (_, i) => 103 + i))
  })
})
