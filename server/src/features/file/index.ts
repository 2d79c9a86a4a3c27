import { buffer } from 'node:stream/consumers'
import type { FileFacts, TenantId } from '@keqiao/domain'
import { createFileAddresses } from './file-address'
import { fileRoutes, type FileRouteParts } from './file.routes'
import type { RoutePlugin } from '../../platform/http'
import { storageKey } from '../../platform/storage'

export { setAvatar } from './set-avatar'
export { factsOf } from './facts-of'
export type { MayAttach } from './upload-file'

/** The files of messages: how they come in, and how they are read. */
export interface Files {
  /** A signed path on this installation, the same all day long, good for seven to eight days. */
  readonly sign: (file: Pick<FileFacts, 'fileId' | 'name'>) => string
  readonly routes: RoutePlugin
  /** The content of a merchant's file; null: it is gone. */
  readonly read: (tenantId: TenantId, fileId: string) => Promise<Buffer | null>
}

/** Puts the feature together. `secret` is the installation's. */
export function createFiles({
  secret,
  ...parts
}: Omit<FileRouteParts, 'addresses'> & { readonly secret: string }): Files {
  const addresses = createFileAddresses(secret, () => parts.clock.now())
  return {
    sign: addresses.sign,
    routes: fileRoutes({ ...parts, addresses }),
    async read(tenantId, fileId) {
      const content = await parts.storage.open(storageKey(tenantId, fileId))
      return content && buffer(content)
    },
  }
}
