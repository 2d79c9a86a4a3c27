import type { Random } from './random'
import { days, farewells, fillers, greetings, places, surnames, thanks, type ShopWords, type Topic } from './words'

/** One message to be said. */
export interface Line {
  readonly from: 'visitor' | 'agent'
  readonly text: string
}

export interface Script {
  readonly lines: readonly Line[]
  /** The goods it is about. */
  readonly goods: { readonly name: string; readonly price: number; readonly page: string }
  /** Fills in what a text leaves open, with the same goods, order and town throughout the dialogue. */
  readonly fill: (text: string) => string
}

const phoneOf = (random: Random) => `13${random.whole(0, 9)}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`

/** What the dialogue is about, kept from its first line to its last. */
export function fillBlanks(words: ShopWords, random: Random): { goods: Script['goods']; fill: Script['fill'] } {
  const [name, price, page] = random.pick(words.goods)
  const [, city] = random.pick(places)
  const values: Readonly<Record<string, () => string>> = {
    goods: () => name,
    price: () => String(price),
    city: () => city,
    agent: () => '客服',
    day: once(() => random.pick(days)),
    part: once(() => random.pick(words.facts)),
    phone: once(() => phoneOf(random)),
    order: once(() => `KQ${random.whole(10_000_000, 99_999_999)}`),
    tracking: once(() => `DPK${random.whole(1_000_000_000, 9_999_999_999)}`),
    district: once(() => `${random.pick(surnames)}家桥`),
    amount: () => String(random.whole(2, 40) * 10),
    number: () => String(random.whole(6, 40)),
    length: () => String(random.whole(90, 220)),
    width: () => String(random.whole(40, 95)),
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (blank, key: string) => values[key]?.() ?? blank)
  return { goods: { name, price, page }, fill }
}

function once(draw: () => string): () => string {
  let drawn: string | undefined
  return () => (drawn ??= draw())
}

/** A dialogue of `count` messages, begun by the visitor. Its agent is called by the name that `{agent}` gets later. */
export function writeScript(words: ShopWords, topic: Topic, count: number, random: Random): Script {
  const { goods, fill } = fillBlanks(words, random)
  const lines: Line[] = [
    { from: 'visitor', text: fill(random.pick(topic.openers)) },
    { from: 'agent', text: random.pick(greetings) },
  ]
  const rest = () => count - lines.length
  for (const [ask, answer] of endless(topic, random)) {
    if (rest() <= 2) break
    lines.push({ from: 'visitor', text: fill(random.pick(ask)) })
    if (rest() > 2) lines.push({ from: 'agent', text: fill(random.pick(answer)) })
    // People say one thing in two messages.
    if (rest() > 3 && random.chance(0.22))
      lines.push({ from: 'visitor', text: fill(random.pick(fillers[5]?.[0] ?? [])) })
  }
  if (rest() > 0) lines.push({ from: 'visitor', text: random.pick(thanks) })
  if (rest() > 0) lines.push({ from: 'agent', text: random.pick(farewells) })
  return { lines: lines.slice(0, count), goods, fill }
}

/** The topic's exchanges in another order, then what people say in between, over and over. */
function* endless(topic: Topic, random: Random): Generator<Topic['exchanges'][number]> {
  const left = [...topic.exchanges]
  while (left.length > 0) {
    const [next] = left.splice(random.whole(0, left.length - 1), 1)
    if (random.chance(0.15)) yield random.pick(fillers)
    if (next) yield next
  }
  for (;;) yield random.pick(fillers)
}
