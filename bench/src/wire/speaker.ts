/** One end of a conversation that says things and remembers where the log put them. */
import { randomBytes } from 'node:crypto'
import type { ReplyFrame } from '@keqiao/contract/frames'
import type { Peer } from './peer'

/** What is said: as long as people's messages are. */
const texts = [
  '您好，我想问一下昨天下的订单什么时候可以发货？',
  '好的，请稍等，我帮您查一下物流信息。',
  '这件衣服有没有XL码的，颜色要深蓝色',
  '您的包裹已经到达杭州转运中心，预计明天下午送达，请保持电话畅通。',
  '谢谢',
  '退货的话运费是谁来承担呢？商品还没有拆封，发票也在。',
  '可以的，七天无理由退货，您在订单页面点击“申请售后”就可以了。',
  'Is the adapter included, or do I need to buy one?',
]

/** What one speaker said: `seqs[n]` is the acknowledged place of the message with the client id `prefix` + n. */
export interface Said {
  readonly conversationId: string
  readonly actorId: string
  readonly prefix: string
  readonly seqs: readonly number[]
}

/** The client id of a speaker's n-th message. */
export function clientIdOf(prefix: string, ordinal: number): string {
  return prefix + ordinal.toString(16).padStart(12, '0')
}

/** See the head of this file. */
export class Speaker {
  readonly prefix = newPrefix()
  readonly seqs: number[] = []
  /** Answers that were no acknowledgement, or not the one that was due. */
  readonly faults: string[] = []
  repeatCount = 0
  #nextOrdinal = 0

  constructor(
    readonly peer: Peer,
    readonly conversationId: string,
  ) {}

  /** Says the next thing; `acknowledged` hears when it is durable. Returns its ordinal. */
  say(acknowledged: () => void): number {
    const ordinal = this.#nextOrdinal++
    this.#send(ordinal, (seq) => {
      this.seqs[ordinal] = seq
      acknowledged()
    })
    return ordinal
  }

  /** Says the last acknowledged thing again with the same client id; the answer must be the first one. */
  repeat(answered: () => void): void {
    const ordinal = this.seqs.length - 1
    this.repeatCount += 1
    this.#send(ordinal, (seq) => {
      if (seq !== this.seqs[ordinal]) this.faults.push(`a repeat of ${this.seqs[ordinal]} was put at ${seq}`)
      answered()
    })
  }

  said(): Said {
    const { conversationId, prefix, seqs, peer } = this
    return { conversationId, actorId: peer.meId, prefix, seqs }
  }

  #send(ordinal: number, answered: (seq: number) => void): void {
    const text = JSON.stringify(texts[ordinal % texts.length])
    const key = clientIdOf(this.prefix, ordinal)
    this.peer.ask(
      (id) =>
        `{"t":"call","id":${id},"op":"conversation.sendMessage","input":{"conversationId":"${this.conversationId}","body":{"kind":"text","text":${text}}},"key":"${key}"}`,
      (frame) => {
        const reply = frame as ReplyFrame
        if (reply.ok) answered((reply.result as { seq: number }).seq)
        else this.faults.push(JSON.stringify(reply.error))
      },
    )
  }
}

/** The first 24 characters of UUIDs of version 4. */
function newPrefix(): string {
  const hex = randomBytes(8).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(13, 16)}-`
}
