import { hasUnopened, openConversation, type Conversation } from '@keqiao/client'
import { Browser, type Actor, type ActorOptions } from './actor'

/** A visitor: speaks, sometimes ends it, comes back, begins anew. */
export function createVisitor(options: ActorOptions): Actor {
  const { backend, random, somebody, world } = options
  const browser = new Browser(options)
  let conversation: Conversation | null = null
  let pageNumber = 0

  /** As the widget does: the conversation the server names, else a new one with the first message. */
  async function begin() {
    conversation = null
    pageNumber += 1
    const opening = pageNumber
    const latest = await backend.latestConversationOf(somebody.person)
    if (opening === pageNumber) open(latest)
  }

  function open(conversationId: string | null) {
    const page = () => ({ url: 'https://shop.example/', title: `${somebody.merchant}首页` })
    conversation = openConversation(browser.client, { conversationId, page })
  }

  function isOver(current: Conversation): boolean {
    return current.getSnapshot().conversation?.status === 'closed'
  }

  function beginAnew(current: Conversation) {
    // What still waits would be sent to the old one.
    if (current.getSnapshot().pending.some(({ state }) => state === 'queued' || state === 'sending')) return
    current.release()
    open(null)
  }

  void begin()
  return {
    somebody,
    act() {
      if (browser.disturb()) return void begin()
      if (!conversation) return
      if (isOver(conversation) && (hasUnopened(browser.client) || random.chance(0.4))) return beginAnew(conversation)
      const dice = random.next()
      if (dice < 0.6) browser.say(conversation)
      else if (dice < 0.7) for (let i = random.int(5); i >= 0; i--) browser.say(conversation)
      else if (dice < 0.78) conversation.draft(`${somebody.merchant}草稿${random.int(100)}`)
      else if (dice < 0.82) void conversation.close()
      else if (dice < 0.85) browser.recall(conversation)
      else if (dice < 0.88) void conversation.loadOlder()
      else if (dice < 0.94) browser.settleRefused(conversation)
      else browser.probe()
      world.trace.add(world.time.now(), `${somebody.label} acts`)
    },
    heal() {
      browser.page.heal()
      // Messages for a conversation not yet opened want a page that opens it.
      if (conversation && isOver(conversation) && hasUnopened(browser.client)) beginAnew(conversation)
    },
    conversations: () => (conversation ? [conversation] : []),
    unrest() {
      if (!conversation) return 'has no conversation yet'
      if (isOver(conversation) && hasUnopened(browser.client)) {
        beginAnew(conversation)
        return 'begins anew'
      }
      return browser.unrest([conversation])
    },
    refusedTexts: () => browser.refusedTexts(),
    unsentTexts: () => new Set(),
    leave: () => browser.page.leave(),
  }
}
