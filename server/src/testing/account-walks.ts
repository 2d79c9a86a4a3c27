import { operations } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { Shop } from './shop'

/** Walks of the operations on accounts that come from elsewhere. */
export function accountWalks(shop: () => Shop, agent: () => Promise<MemberActor>) {
  /** There may be a few at a time. */
  async function withoutTokens() {
    const actor = await agent()
    const { get, revokeToken } = operations.provisioning
    const { tokens } = await shop().result<{ tokens: { id: string }[] }>(actor, get, {})
    for (const { id } of tokens) await shop().result(actor, revokeToken, { tokenId: id })
    return { actor, input: {} }
  }

  async function oneToken() {
    const { actor } = await withoutTokens()
    const made = await shop().result<{ token: { id: string } }>(actor, operations.provisioning.createToken, {})
    return { actor, input: { tokenId: made.token.id } }
  }

  const settings = {
    enabled: false,
    label: '',
    issuer: 'http://127.0.0.1:1/',
    clientId: 'keqiao',
    createsAccounts: false,
    mainClaim: '',
    mainValue: 'true',
    passwordsAllowed: true,
  }

  async function provider() {
    const actor = await agent()
    const { version } = await shop().result<{ version: number }>(actor, operations.singleSignOn.get, {})
    return { actor, input: { version, settings } }
  }

  return {
    'singleSignOn.get': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'singleSignOn.change': { arrange: provider },
    // Nobody answers there, which is an answer too.
    'singleSignOn.test': { arrange: async () => ({ actor: await agent(), input: { settings } }) },
    'provisioning.get': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'provisioning.createToken': { arrange: withoutTokens },
    'provisioning.revokeToken': { arrange: oneToken, names: 'tokenId' },
  }
}
