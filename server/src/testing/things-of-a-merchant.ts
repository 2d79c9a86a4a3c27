import { randomUUID } from 'node:crypto'
import { operations, type PhraseView, type RoleView } from '@keqiao/contract'
import type { Tx } from '../platform/database/tx'
import { createPost } from '../features/mail'
import { mailOfTests, type Merchant, type Shop } from './shop'

/** A merchant's mail server before anything was said of it. */
export const noServer = { host: '', port: 465, security: 'tls', user: '', fromName: '', fromAddress: '', replyTo: '' }
/** One that nobody answers on. */
export const unreachableServer = {
  ...noServer,
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  fromAddress: 'a@shop.example',
}

const loopback = { host: '127.0.0.1', port: 1, security: 'none', login: null, trusted: true } as const

/** What a merchant has besides people and dialogues, made as his administrator makes it. */
export function thingsOf(shop: () => Shop, home: () => Merchant) {
  const agent = () => home().agent({ role: 'administrator' })

  const phraseInput = () => ({ scope: 'public', categoryId: null, title: randomUUID(), text: '您好，{访客昵称}' })

  async function onePhrase() {
    const actor = await agent()
    const { phrase } = await shop().result<{ phrase: PhraseView }>(actor, operations.phrase.create, phraseInput())
    return { actor, phrase }
  }

  async function oneCategory() {
    const actor = await agent()
    const input = { scope: 'public', name: randomUUID().slice(0, 20) }
    const created = await shop().result<{ category: { id: string } }>(actor, operations.phrase.createCategory, input)
    return { actor, categoryId: created.category.id }
  }

  /** An entry of the knowledge base, public and in use. */
  async function entry(): Promise<{ id: string; version: number }> {
    const content = { question: `沙发可以拆洗吗 ${randomUUID().slice(0, 8)}`, answer: { text: '可以，套子能拆下来。' } }
    const created = operations.knowledge.create
    const made = await shop().result<{ entry: { id: string; version: number } }>(await agent(), created, {
      content: { ...content, public: true },
    })
    return made.entry
  }

  const aboutEntry = async (more: (entry: { id: string; version: number }) => object = () => ({})) => {
    const made = await entry()
    return { actor: await agent(), input: { entryId: made.id, ...more(made) } }
  }

  async function aboutCategory(more: object = {}) {
    const actor = await agent()
    const { category } = await shop().result<{ category: { id: string } }>(actor, operations.knowledge.createCategory, {
      name: randomUUID(),
    })
    return { actor, input: { categoryId: category.id, ...more } }
  }

  async function postedMail(): Promise<string> {
    const post = createPost({
      ...mailOfTests,
      installation: { server: { ...loopback }, from: { name: '', address: 'a@b.example' } },
    })
    const letter = {
      purpose: 'offline-reply',
      subjectId: randomUUID(),
      key: randomUUID(),
      to: 'lin@example.com',
      language: 'zh-CN',
      title: '回复',
      parts: [],
    } as const
    const send = (tx: Tx) => post.send(tx, home().tenantId, letter, Date.now())
    return (await shop().services.doors.withTenant(home().tenantId, send)) ?? ''
  }

  const newRole = () => ({ name: randomUUID().slice(0, 20), scope: 'own', permissions: ['conversation:read'] })

  async function aboutRole(more: (role: RoleView) => object) {
    const actor = await agent()
    const { role } = await shop().result<{ role: RoleView }>(actor, operations.role.create, newRole())
    return { actor, input: { roleId: role.id, ...more(role) } }
  }

  return {
    aboutCategory,
    aboutEntry,
    aboutRole,
    entry,
    newRole,
    oneCategory,
    onePhrase,
    phraseInput,
    postedMail,
  }
}
