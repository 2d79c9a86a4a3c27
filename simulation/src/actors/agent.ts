import { openDesk, type Conversation, type Desk } from '@keqiao/client'
import { Browser, type Actor, type ActorOptions } from './actor'
import { createDoorkeeper } from './doorkeeper'

/** An agent: takes who waits, answers, writes notes, ends dialogues; and tries what he may not. */
export interface AgentActor extends Actor {
  /** Ids of the dialogues his desk shows as his own; null before the first answer. */
  ownIds(): readonly string[] | null
}

/** How likely an act of somebody who holds dialogues is to leave them alone for longer than he may. */
const goesHome = 0.03

/** An agent with a desk. */
export function createAgent(options: ActorOptions): AgentActor {
  const { random, somebody, world } = options
  const browser = new Browser(options)
  const doorkeeper = createDoorkeeper(options)
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

  /** Signs in, as far as he is let. */
  function signIn() {
    browser.reload()
    begin()
  }

  function speak(dice: number) {
    const own = desk.getSnapshot().own
    for (const { id } of own) show(id)
    const any = [...shown.values()]
    if (any.length === 0) return
    const mine = own.length > 0 ? random.pick(own).conversation : random.pick(any)
    // Now and then into a dialogue that is over or somebody else's.
    const target = dice < 0.06 ? random.pick(any) : mine
    talk(options, browser, { desk, target, any }, dice)
  }

  return {
    somebody,
    act() {
      if (browser.isHome) return
      if (desk.getSnapshot().own.length > 0 && random.chance(goesHome)) return browser.goHome()
      if (browser.disturb()) return begin()
      if (browser.isShutOut) return random.chance(0.3) ? signIn() : undefined
      world.trace.add(world.time.now(), `${somebody.label} acts`)
      const { desk: view } = desk.getSnapshot()
      if (view?.status === 'away' && random.chance(0.6)) return void desk.setPresence('online')
      if (doorkeeper.act(browser.client)) return
      const dice = random.next()
      if (dice < 0.22) void claim()
      else if (dice < 0.25) void desk.setPresence(random.pick(['online', 'busy', 'away'] as const))
      else if (dice < 0.29) browser.probe()
      else if (dice < 0.32) for (const { id } of view?.waiting.slice(0, 1) ?? []) show(id)
      else speak(random.next())
    },
    heal: () => browser.heal(),
    conversations: () => (browser.isShutOut ? [] : [...shown.values()]),
    unrest(isShutOut) {
      if (isShutOut) return browser.isShutOut ? null : 'is disabled and still there'
      if (browser.isShutOut) {
        signIn()
        return 'signs in'
      }
      return browser.unrest([...shown.values(), ...desk.getSnapshot().own.map((one) => one.conversation)])
    },
    refusedTexts: () => browser.refusedTexts(),
    unsentTexts: () => (browser.isShutOut ? browser.unsentTexts() : new Set()),
    ownIds: () => desk.getSnapshot().desk && desk.getSnapshot().own.map(({ id }) => id),
    leave: () => browser.page.leave(),
  }
}

interface Speaking {
  readonly desk: Desk
  /** Mostly a dialogue of his own. */
  readonly target: Conversation
  readonly any: readonly Conversation[]
}

function talk(options: ActorOptions, browser: Browser, { desk, target, any }: Speaking, dice: number): void {
  const { random } = options
  if (dice < 0.5) browser.say(target)
  else if (dice < 0.7) browser.say(random.pick(any), true)
  else if (dice < 0.78) for (let i = random.int(4); i >= 0; i--) browser.say(target, random.chance(0.3))
  else if (dice < 0.84) void target.close()
  else if (dice < 0.87) handOn(options, desk, target)
  else if (dice < 0.89) browser.recall(random.pick(any))
  else if (dice < 0.91) void random.pick(any).loadOlder()
  else if (dice < 0.95) browser.settleRefused(random.pick(any))
  else target.draft('x')
}

/** Back into its line or into another, for whoever takes it next, or to a colleague, whatever he holds. */
function handOn({ backend, random, somebody }: ActorOptions, desk: Desk, { getSnapshot }: Conversation): void {
  const { conversation } = getSnapshot()
  if (!conversation) return
  const { people } = backend
  const staff = people.filter((one) => one.audience === 'staff' && one.merchant === somebody.merchant)
  const memberId = random.pick(staff).person.id
  const groupId = random.pick(backend.groupsOf(somebody.person.tenantId))
  const to = random.chance(0.5) ? ({ kind: 'group', groupId } as const) : ({ kind: 'member', memberId } as const)
  void desk.transfer(conversation.id, to, '')
}
