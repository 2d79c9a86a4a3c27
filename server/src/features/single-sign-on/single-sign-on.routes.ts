import { operations } from '@keqiao/contract'
import { bind, command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { refuseLessThanAdministrator } from '../provisioning'
import type { Providers } from './provider'
import {
  changeSingleSignOn,
  clientOfDraft,
  readSingleSignOn,
  redirectUrlOf,
  type SettingParts,
} from './single-sign-on-setting'

interface SingleSignOnParts extends SettingParts {
  readonly providers: Providers
}

/** 单点登录: what an administrator decides about it. */
export function singleSignOnOperations(parts: SingleSignOnParts): Bindable[] {
  return [
    query(operations.singleSignOn.get, (actor, _input, { tx }) => readSingleSignOn(tx, actor.tenantId, parts)),
    command(
      operations.singleSignOn.change,
      async (actor, { version, settings, secret }, context) => {
        if (actor.kind !== 'member') return refuse('forbidden')
        const barred = await refuseLessThanAdministrator(context.tx, actor)
        return barred ?? changeSingleSignOn(context, actor, { version, settings, secret }, parts)
      },
      // What is stored of a request is a fast hash, which over a secret would be an invitation to guess it.
      { withoutSecrets: ({ secret: _secret, ...rest }) => rest },
    ),
    testProvider(parts),
  ]
}

/** It speaks with the provider, hence outside of any transaction. Nothing is stored. */
function testProvider(parts: SingleSignOnParts): Bindable {
  return ({ doors }) =>
    bind(operations.singleSignOn.test, async (actor, { settings, secret }) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const client = await doors.withTenant(actor.tenantId, async (tx) => {
        const barred = await refuseLessThanAdministrator(tx, actor)
        return barred ?? clientOfDraft(tx, actor.tenantId, { settings, secret }, parts)
      })
      if (isRefused(client)) return client
      if (client.issuer === '') return { fault: { step: 'address' as const, detail: '' } }
      return { fault: await parts.providers.check(client, redirectUrlOf(parts.publicUrl)) }
    })
}
