import { operations } from '@keqiao/contract'
import { command, query, refuse, type Bindable } from '../../platform/operations'
import type { SecretBox } from '../../platform/secret-box'
import { lockChannel, readChannel } from './channel.queries'
import { drawSecret, previousLivesMs, readSecrets } from './channel-secrets'
import { channelView } from './channel.view'
import { recordChannel } from './record-channel'
import { deleteTokensOfIdentified } from './visitor-token.store'

/**
 * A new secret for the shop's server. Usually the old one is good for a day more, so that no customer notices; one that
 * has leaked ends at once, and with it the tokens of everybody who came by it.
 */
export function rotateSecret(box: SecretBox): Bindable {
  return command(operations.channel.rotateSecret, async (actor, { channelId, endPrevious }, context) => {
    const { tx, now } = context
    const { tenantId } = actor
    const channel = await lockChannel(tx, tenantId, channelId)
    if (!channel) return refuse('not_found')
    const until = endPrevious ? now : now + previousLivesMs
    const previousEndsAt = await drawSecret(tx, box, tenantId, channelId, { now, previousEndsAt: until })
    if (endPrevious) await deleteTokensOfIdentified(tx, tenantId, channelId)
    const payload = { channelId, previousEndsAt }
    const next = await recordChannel(context, actor, channel, { type: 'secret.rotated', payload })
    return { channel: await channelView(tx, next, now) }
  })
}

/** What the shop signs with. Asked for by name, so that no answer that is kept anywhere holds it. */
export function revealSecret(box: SecretBox): Bindable {
  return query(operations.channel.revealSecret, async ({ tenantId }, { channelId }, { tx, now }) => {
    if (!(await readChannel(tx, tenantId, channelId))) return refuse('not_found')
    const [secret = null] = await readSecrets(tx, box, tenantId, channelId, now)
    return { secret }
  })
}
