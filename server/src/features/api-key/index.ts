import type { Bindable } from '../../platform/operations'
import { createApiKey } from './create-api-key'
import { listApiKeys } from './list-api-keys'
import { revokeApiKey } from './revoke-api-key'

export { createApiKeyOwner, type ApiKeyOwner } from './recognise-api-key'

/** The operations of API keys. */
export const apiKeyOperations: Bindable[] = [listApiKeys, createApiKey, revokeApiKey]
