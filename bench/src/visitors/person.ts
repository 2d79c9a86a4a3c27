import { createClient, openConversation, request, type Client, type Conversation } from '@keqiao/client'
import type { BodyInput, FileView } from '@keqiao/contract'
import { nodeEnvironment, type NodeEnvironment } from '../torture/node-environment'
import { drawPhoto, type Photo } from './draw-photo'
import { pause, type Pace } from './pace'
import type { ShopPath } from './script'
import type { Shop, ShopPage } from './shop'

type ImageId = Extract<BodyInput, { kind: 'image' }>['fileId']

/** The environment of a browser that keeps nothing over a reload but its token. */
const browser = (): NodeEnvironment => nodeEnvironment({})

/** One browser with a token: what a visitor does in the shop and in the widget, by the product's own client. */
export class Person {
  private readonly environment = browser()
  private token: string | undefined
  private client: Client | null = null
  private conversation: Conversation | null = null
  private page: ShopPage | null = null

  /** @param told hears what he does, for who watches the program */
  constructor(
    private readonly shop: Shop,
    private readonly pace: Pace,
    private readonly told: (what: string) => void,
  ) {}

  /** Looks at a page of the shop for a while. */
  async looksAt(path: ShopPath, fromSeconds: number, toSeconds: number): Promise<void> {
    this.page = await this.shop.visit(path)
    this.told(`看 ${this.page.title}`)
    await pause(this.pace, fromSeconds, toSeconds)
  }

  /** Opens the panel: from here on there is a conversation, the one that goes on or a new one. */
  async opensPanel(): Promise<void> {
    const { origin, channelKey } = this.shop
    const known = this.token === undefined ? {} : { token: this.token }
    const options = { base: origin, newId: this.environment.newId }
    const reply = await request(options, 'visitor.identify', { channelKey, ...known })
    if (!reply.ok) throw new Error(`the widget was refused: ${reply.error.code}`)
    const { token, contactId } = reply.result
    this.token = token
    const client = createClient({
      url: `${origin.replace(/^http/, 'ws')}/ws`,
      as: 'visitor',
      token: () => token,
      owner: contactId,
      environment: this.environment,
    })
    this.client = client
    await this.connected(client)
    const opened = await client.call('conversation.open', this.page ? { page: this.page } : {})
    if (!opened.ok) throw new Error(`no conversation was opened: ${opened.error.code}`)
    this.conversation = openConversation(client, { conversationId: opened.result.conversation.id })
    this.told('打开了对话窗口')
  }

  private connected(client: Client): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const { status } = client.state.getSnapshot()
        if (status !== 'connected' && status !== 'stopped') return false
        stopLooking()
        if (status === 'connected') resolve()
        else reject(new Error('the server does not take the visitor'))
        return true
      }
      const stopLooking = client.state.subscribe(() => void look())
      look()
    })
  }

  /** Types as people do, with the input method's words coming in pieces and a slip now and then, and sends it. */
  async says(text: string): Promise<void> {
    const { conversation } = this
    if (!conversation) throw new Error('the panel is closed')
    const { random } = this.pace
    let written = ''
    while (written.length < text.length) {
      if (random() < 0.06 && written !== '') {
        conversation.draft(`${written}${text.slice(0, 2)}`)
        await pause(this.pace, 0.5, 1)
      }
      written = text.slice(0, written.length + 1 + Math.floor(random() * 4))
      conversation.draft(written)
      await pause(this.pace, 0.3, 0.9)
    }
    await pause(this.pace, 0.2, 0.8)
    conversation.send({ kind: 'text', text })
    this.told(`说「${text}」`)
  }

  /** Chooses a photo and sends it. */
  async sendsPicture(photo: Photo): Promise<void> {
    const { conversation, token } = this
    const id = conversation?.id()
    if (!conversation || !id || token === undefined) throw new Error('the panel is closed')
    await pause(this.pace, 3, 6)
    const form = new FormData()
    form.append('file', new Blob([drawPhoto(photo)], { type: 'image/png' }), photo === 'room' ? '现场.png' : '细节.png')
    const response = await fetch(`${this.shop.origin}/api/conversations/${id}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': this.environment.newId() },
      body: form,
    })
    if (!response.ok) throw new Error(`the photo was refused: ${await response.text()}`)
    const file = (await response.json()) as FileView
    conversation.send({ kind: 'image', fileId: file.id as ImageId })
    this.told('发了一张图片')
  }

  /**
   * Waits until somebody has answered since he spoke last, and then as long as the agent types. False: nobody did within
   * his patience. Throws when the conversation was ended.
   */
  async isAnswered(patienceSeconds: number): Promise<boolean> {
    const had = this.answerCount()
    for (let waited = 0; waited < patienceSeconds; waited += 1) {
      await pause(this.pace, 1)
      if (this.isOver()) return true
      const typing = this.conversation?.getSnapshot().typing !== null
      if (typing) continue
      if (this.answerCount() > had) break
    }
    const answered = this.answerCount() > had
    if (answered) await this.reads()
    return answered
  }

  /** The agent sees 已读. */
  private async reads(): Promise<void> {
    const conversationId = this.conversation?.getSnapshot().conversation?.id
    const seq = this.conversation?.getSnapshot().events.at(-1)?.seq
    if (conversationId && seq) await this.client?.call('conversation.markRead', { conversationId, seq })
  }

  private answerCount(): number {
    const events = this.conversation?.getSnapshot().events ?? []
    return events.filter(({ type, actor }) => type === 'message.sent' && actor.kind === 'member').length
  }

  /** The conversation was ended, by whomever. */
  isOver(): boolean {
    return this.conversation?.getSnapshot().conversation?.status === 'closed'
  }

  /** Closes the tab. */
  leaves(): void {
    this.conversation?.release()
    this.client?.stop()
    this.conversation = null
    this.client = null
  }

  /** Ends the conversation, if one goes on, and closes the tab. */
  async ends(): Promise<void> {
    if (this.conversation && !this.isOver()) await this.conversation.close()
    this.leaves()
  }
}
