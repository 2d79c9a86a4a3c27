import { openDesk, type Conversation, type Desk } from '@keqiao/client'
import { Browser, type Actor, type ActorOptions } from './actor'

/** An agent: takes who waits, answers, writes notes, ends dialogues; and tries what he may not. */
export interface AgentActor extends Actor {
  /** Ids of the dialogues his desk shows as his own; null before the first answer. */
  ownIds(): readonly string[] | null
}

/** An agent with a desk. */
export function createAgent(options: ActorOptions): AgentActor {
  const { backend, random, somebody, world } = options
  const colleagues = backend.people.filter(
    ({ audience, merchant }) => audience === 'staff' && merchant === somebody.merchant,
  )
  const browser = new Browser(options)
  let desk: Desk = openDesk(browser.client)
  /** Everything he once took, and who he only looked at while they waited. */
  const shown = new Map<string, Conversation>()

  function begin() {
    const ids = [...shown.keys()]
    desk = openDesk(browser.client)
    shown.clear()
    for (const id of ids) shown.set(id, desk.open(id))
  }

  function show(id: string) {
    if (!shown.has(id)) shown.set(id, desk.open(id))
  }

  async function claim() {
    const waiting = desk.getSnapshot().desk?.waiting ?? []
    const named = waiting.length > 0 && random.chance(0.3) ? random.pick(waiting).id : undefined
    const reply = await desk.claim(named)
    if (reply.ok) show(reply.result.conversation.id)
  }

  /** Back into the line, for whoever takes it next, or to a colleague, whatever he holds. */
  function handOn({ getSnapshot }: Conversation) {
    const { conversation } = getSnapshot()
    if (!conversation) return
    const memberId = random.pick(colleagues).person.id
    const { id: groupId } = conversation.group
    const to = random.chance(0.5) ? ({ kind: 'group', groupId } as const) : ({ kind: 'member', memberId } as const)
    void desk.transfer(conversation.id, to, '')
  }

  function speak(dice: number) {
    const own = desk.getSnapshot().own
    for (const { id } of own) show(id)
    const any = [...shown.values()]
    if (any.length === 0) return
    const mine = own.length > 0 ? random.pick(own).conversation : random.pick(any)
    // Now and then into a dialogue that is over or somebody else's.
    const target = dice < 0.06 ? random.pick(any) : mine
    if (dice < 0.5) browser.say(target)
    else if (dice < 0.7) browser.say(random.pick(any), true)
    else if (dice < 0.78) for (let i = random.int(4); i >= 0; i--) browser.say(target, random.chance(0.3))
    else if (dice < 0.84) void target.close()
    else if (dice < 0.87) handOn(target)
    else if (dice < 0.89) browser.recall(random.pick(any))
    else if (dice < 0.91) void random.pick(any).loadOlder()
    else if (dice < 0.95) browser.settleRefused(random.pick(any))
    else target.draft('x')
  }

  return {
    somebody,
    act() {
      if (browser.disturb()) return begin()
      world.trace.add(world.time.now(), `${somebody.label} acts`)
      const { desk: view } = desk.getSnapshot()
      if (view?.status === 'away' && random.chance(0.6)) return void desk.setPresence('online')
      const dice = random.next()
      if (dice < 0.22) void claim()
      else if (dice < 0.25) void desk.setPresence(random.pick(['online', 'busy', 'away'] as const))
      else if (dice < 0.29) browser.probe()
      else if (dice < 0.32) for (const { id } of view?.waiting.slice(0, 1) ?? []) show(id)
      else speak(random.next())
    },
    heal: () => browser.page.heal(),
    conversations: () => [...shown.values()],
    unrest: () => browser.unrest([...shown.values(), ...desk.getSnapshot().own.map((one) => one.conversation)]),
    refusedTexts: () => browser.refusedTexts(),
    ownIds: () => desk.getSnapshot().desk && desk.getSnapshot().own.map(({ id }) => id),
    leave: () => browser.page.leave(),
  }
}
