import { randomUUID } from 'node:crypto'
import { operations, type VisitorMailSettings } from '@keqiao/contract'
import type { Merchant, Shop } from './shop'
import { noServer, unreachableServer } from './things-of-a-merchant'

/** Walks of the operations on mail, and on what single channels say by themselves. */
export function mailWalks(shop: () => Shop, home: () => Merchant) {
  const agent = () => home().agent({ role: 'administrator' })
  const asks = async () => ({ actor: await agent(), input: {} })

  /** A dialogue in which the agent has said something, of a merchant who can send mail. */
  async function answered() {
    const [boss, actor] = [await agent(), await home().agent()]
    const { version } = await shop().result<{ version: number }>(boss, operations.mail.getServer, {})
    await shop().result(boss, operations.mail.changeServer, { version, server: unreachableServer })
    const { visitor, conversationId } = await home().waiting()
    await shop().result(actor, operations.conversation.claim, { conversationId })
    const body = { kind: 'text', text: '您好' }
    await shop().result(actor, operations.conversation.sendMessage, { conversationId, body })
    return { actor, visitor, input: { conversationId }, address: `a${randomUUID()}@example.com` }
  }

  return {
    'mail.getServer': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'mail.changeServer': {
      arrange: async () => {
        const actor = await agent()
        const { version } = await shop().result<{ version: number }>(actor, operations.mail.getServer, {})
        return { actor, input: { version, server: noServer } }
      },
    },
    'mail.test': {
      arrange: async () => ({ actor: await agent(), input: { to: 'lin@example.com', server: unreachableServer } }),
    },
    'mail.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'mail.getVisitorMail': { arrange: asks },
    'mail.changeVisitorMail': {
      arrange: async () => {
        const actor = await agent()
        const { getVisitorMail } = operations.mail
        const input = await shop().result<{ version: number; settings: VisitorMailSettings }>(actor, getVisitorMail, {})
        return { actor, input }
      },
    },
    'transcript.offer': {
      arrange: async () => {
        const { visitor, input } = await answered()
        return { actor: visitor, input }
      },
      names: 'conversationId',
    },
    'transcript.ask': {
      arrange: async () => {
        const { visitor, input, address } = await answered()
        return { actor: visitor, input: { ...input, address, agrees: true } }
      },
      names: 'conversationId',
    },
    'transcript.list': { arrange: answered, names: 'conversationId' },
    'transcript.send': {
      arrange: async () => {
        const { actor, input, address } = await answered()
        return { actor, input: { ...input, to: { kind: 'typed', address, confirmed: true } } }
      },
      names: 'conversationId',
    },
    'settings.getChannelAutoReplies': { arrange: asks },
    'settings.changeChannelAutoReplies': {
      arrange: async () => {
        const actor = await agent()
        const { getChannelAutoReplies } = operations.settings
        const { version } = await shop().result<{ version: number }>(actor, getChannelAutoReplies, {})
        return { actor, input: { version, channelId: home().channelId, replies: {} } }
      },
      names: 'channelId',
    },
  }
}
