import type { Client, Conversation } from '@keqiao/client'
import type { Backend } from '../backend'
import type { Record, Said } from '../record'
import type { Sabotage } from '../sabotage'
import type { Network } from '../world/network'
import type { Random } from '../world/random'
import type { Somebody, World } from '../world/world'
import { createBrowserStorage, openPage, type Page } from './page'

/** Somebody who acts by chance, through the real client. */
export interface Actor {
  readonly somebody: Somebody
  /** Does one thing. */
  act(): void
  /** Nothing keeps him from being connected any more. */
  heal(): void
  /** The conversations his screen shows. */
  conversations(): readonly Conversation[]
  /** Why he is not at rest; null when he is, as far as he can know himself. Who is shut out rests outside the door. */
  unrest(isShutOut: boolean): string | null
  /** Texts that were refused and still stand in his storage, with the code of the refusal. */
  refusedTexts(): ReadonlyMap<string, string>
  /** Texts that stand in his storage and were not answered yet: whoever is shut out says them when he is let in again. */
  unsentTexts(): ReadonlySet<string>
  leave(): void
}

export interface ActorOptions {
  readonly world: World
  readonly network: Network
  readonly backend: Backend
  readonly record: Record
  readonly somebody: Somebody
  readonly random: Random
  readonly sabotage: Sabotage | null
}

/** Milliseconds a machine sleeps or is offline: mostly a moment, now and then longer than the silence that is tolerated. */
const absenceMs = (random: Random) => (random.chance(0.75) ? random.between(200, 6_000) : random.between(6_000, 80_000))

interface KeptItem {
  readonly state: string
  readonly code: string | null
  readonly shown: { readonly text: string } | null
}

/** What every actor has: a browser with pages that come and go, and a voice. */
export class Browser {
  readonly storage = createBrowserStorage()
  page: Page
  /** Which text a key stands for. */
  private readonly texts = new Map<string, Said>()

  private homeUntil = 0

  constructor(readonly options: ActorOptions) {
    this.page = this.openPage()
  }

  get client(): Client {
    return this.page.client
  }

  private openPage(): Page {
    const { world, network, somebody, random } = this.options
    return openPage({ world, network, somebody, random, storage: this.storage })
  }

  /** Leaves the page and opens it anew. */
  reload(): void {
    this.page.leave()
    if (this.options.sabotage === 'queue-forgets-on-reload') this.storage.kept.clear()
    this.page = this.openPage()
  }

  /** A fault of the machine, perhaps. True: the page is gone and has come again. */
  disturb(): boolean {
    const { faults } = this.options.world
    const { random } = this.options
    if (faults.strikes('pageHidden')) this.page.sleep(absenceMs(random))
    if (faults.strikes('pageOffline')) this.page.goOffline(absenceMs(random))
    if (!faults.strikes('pageReloaded')) return false
    this.reload()
    return true
  }

  /** Closes the lid on everything, for longer than anybody may leave a dialogue alone. */
  goHome(): void {
    const { random, world } = this.options
    this.homeUntil = world.time.now() + random.between(60_000, 90_000)
    this.page.sleep(this.homeUntil - world.time.now())
  }

  get isHome(): boolean {
    return this.options.world.time.now() < this.homeUntil
  }

  /** Awake, online and back at work. */
  heal(): void {
    this.homeUntil = 0
    this.page.heal()
  }

  say(conversation: Conversation, isNote = false): void {
    const { record, somebody, world } = this.options
    const said = record.say(somebody, isNote)
    world.trace.add(world.time.now(), `${somebody.label} says ${said.text}`)
    const key = isNote ? conversation.addNote(said.text) : conversation.send({ kind: 'text', text: said.text })
    this.texts.set(key, said)
  }

  /** Says again or throws away something that was refused. */
  settleRefused(conversation: Conversation): void {
    const { random, record } = this.options
    const refused = conversation.getSnapshot().pending.filter(({ state }) => state === 'failed')
    if (refused.length === 0) return
    const { key, shown } = random.pick(refused)
    const text = shown?.kind === 'text' ? shown.text : ''
    const said = this.texts.get(key) ?? record.said.get(text)
    if (!said) return
    if (random.chance(0.5)) {
      said.isDiscarded = true
      conversation.discard(key)
    } else {
      record.sayAgain(said)
      this.texts.set(conversation.retry(key), said)
    }
  }

  /** Takes back something he said, perhaps too late or a second time. */
  recall(conversation: Conversation): void {
    const { random, somebody } = this.options
    const own = conversation
      .getSnapshot()
      .events.filter((event) => event.type === 'message.sent' && event.actor.id === somebody.person.id)
    const conversationId = conversation.id()
    if (own.length === 0 || conversationId === null) return
    void this.client.call('conversation.recallMessage', { conversationId, seq: random.pick(own.slice(-4)).seq })
  }

  /** Asks for what is somebody else's; the answer must be as if it did not exist. */
  probe(): void {
    const { record, random, somebody, world } = this.options
    const isForeign = (merchant: string, visitorId: string | null) =>
      merchant !== somebody.merchant ||
      (somebody.audience === 'visitor' && visitorId !== null && visitorId !== somebody.person.id)
    const foreign = [...record.known].filter(([, { merchant, visitorId }]) => isForeign(merchant, visitorId))
    if (foreign.length === 0) return
    const [conversationId] = random.pick(foreign)
    const allowed = (what: string) => void world.violations.push(`${somebody.label} may ${what} ${conversationId}`)
    void this.client.call('conversation.get', { conversationId, limit: 5 }).then((reply) => {
      if (reply.ok) allowed('read')
    })
    const end = this.client.follow(conversationId, 0, { events: () => allowed('follow'), failed: () => end() })
    world.time.schedule(5_000, end)
  }

  private kept(): KeptItem[] {
    return [...this.storage.kept.values()].flatMap((json) => JSON.parse(json) as KeptItem[])
  }

  refusedTexts(): Map<string, string> {
    const refused = this.kept().filter(({ state }) => state === 'failed')
    return new Map(refused.map(({ shown, code }) => [shown?.text ?? '', code ?? '']))
  }

  unsentTexts(): Set<string> {
    const unsent = this.kept().filter(({ state }) => state !== 'failed')
    return new Set(unsent.map(({ shown }) => shown?.text ?? ''))
  }

  /** The server sent him away for good: he has to sign in. */
  get isShutOut(): boolean {
    return this.client.state.getSnapshot().status === 'stopped'
  }

  /** Whether the page is connected and everything that was said is acknowledged and seen. */
  unrest(conversations: readonly Conversation[]): string | null {
    const { status } = this.client.state.getSnapshot()
    if (status !== 'connected') return `is ${status}`
    for (const conversation of conversations) {
      const state = conversation.getSnapshot()
      const waiting = state.pending.find((item) => item.state !== 'failed')
      if (waiting) return `has ${waiting.key} ${waiting.state}`
      if (state.status === 'loading') return 'is loading'
    }
    return null
  }
}
