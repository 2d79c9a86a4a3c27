import { buffer } from 'node:stream/consumers'
import type { FileFacts, TenantId } from '@keqiao/domain'
import { createFileAddresses } from './file-address'
import { fileRoutes, type FileRouteParts } from './file.routes'
import { createForeignPictureAddresses, type ForeignPicture } from './foreign-picture-address'
import { createForeignPictures, type ForeignPictureParts } from './foreign-pictures'
import type { RoutePlugin } from '../../platform/http'
import { storageKey } from '../../platform/storage'

export { setAvatar } from './set-avatar'
export { factsOf } from './facts-of'
export type { ForeignPicture } from './foreign-picture-address'
export type { MayAttach } from './upload-file'

/** The files of messages: how they come in, and how they are read. */
export interface Files {
  /** A signed path on this installation, the same all day long, good for seven to eight days. */
  readonly sign: (what: Pick<FileFacts, 'fileId' | 'name'> | ForeignPicture) => string
  readonly routes: RoutePlugin
  /** The content of a merchant's file; null: it is gone. */
  readonly read: (tenantId: TenantId, fileId: string) => Promise<Buffer | null>
}

type FileParts = Omit<FileRouteParts, 'addresses' | 'pictures' | 'pictureAddresses'> &
  Pick<ForeignPictureParts, 'outgoing' | 'onError'> & { readonly secret: string; readonly publicUrl: string }

/** Puts the feature together. `secret` is the installation's. */
export function createFiles({ secret, publicUrl, ...parts }: FileParts): Files {
  const now = () => parts.clock.now()
  const addresses = createFileAddresses(secret, now)
  const pictureAddresses = createForeignPictureAddresses(secret, publicUrl, now)
  const pictures = createForeignPictures(parts)
  return {
    sign: (what) => ('source' in what ? pictureAddresses.sign(what) : addresses.sign(what)),
    routes: fileRoutes({ ...parts, addresses, pictureAddresses, pictures }),
    async read(tenantId, fileId) {
      const content = await parts.storage.open(storageKey(tenantId, fileId))
      return content && buffer(content)
    },
  }
}
