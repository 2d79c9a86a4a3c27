import { operations, type ConversationView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

const { ended, setCleared } = operations.desk
const { claim, close } = operations.conversation

let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

async function dialogue(agent: MemberActor, isOver = true): Promise<string> {
  const { conversationId } = await merchant.waiting()
  await shop.result(agent, claim, { conversationId })
  if (isOver) await shop.result(agent, close, { conversationId })
  return conversationId
}

async function listed(agent: MemberActor, more: object = {}): Promise<string[]> {
  const page = await shop.result<{ dialogues: ConversationView[] }>(agent, ended, { since: 0, ...more })
  return page.dialogues.map(({ id }) => id)
}

it("lists what ended in own hands, latest first, page by page, and nothing that goes on or is somebody else's", async () => {
  const [agent, colleague] = [await merchant.agent(), await merchant.agent()]
  const ids = [await dialogue(agent), await dialogue(agent), await dialogue(agent)]
  await dialogue(agent, false)
  await dialogue(colleague)
  expect(await listed(agent)).toEqual(ids.toReversed())
  const first = await shop.result<{ dialogues: ConversationView[]; more: boolean }>(agent, ended, {
    since: 0,
    limit: 2,
  })
  expect(first).toMatchObject({ more: true, dialogues: [{ id: ids[2] }, { id: ids[1] }] })
  expect(await listed(agent, { before: ids[1] })).toEqual([ids[0]])
  expect(await listed(agent, { since: Date.now() + 60_000 })).toEqual([])
})

it('keeps what was cleared out of the list, and gives it back when the clearing is undone', async () => {
  const agent = await merchant.agent()
  const [first, second] = [await dialogue(agent), await dialogue(agent)]
  const change = (cleared: boolean, conversationIds: unknown[]) =>
    shop.result(agent, setCleared, { conversationIds, cleared })
  expect(await change(true, [first])).toEqual({ changedCount: 1 })
  expect(await change(true, [first])).toEqual({ changedCount: 0 })
  expect(await listed(agent)).toEqual([second])
  expect(await change(false, [first])).toEqual({ changedCount: 1 })
  expect(await listed(agent)).toEqual([second, first])
})

it("passes over what is open, a colleague's or another merchant's", async () => {
  const [agent, colleague] = [await merchant.agent(), await merchant.agent()]
  const foreign = await shop.merchant()
  const stranger = await foreign.agent()
  const { conversationId: theirs } = await foreign.waiting()
  await shop.result(stranger, claim, { conversationId: theirs })
  await shop.result(stranger, close, { conversationId: theirs })
  const ids = [await dialogue(agent, false), await dialogue(colleague), theirs]
  expect(await shop.result(agent, setCleared, { conversationIds: ids, cleared: true })).toEqual({ changedCount: 0 })
  expect(await listed(colleague)).toEqual([ids[1]])
})
