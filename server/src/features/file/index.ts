import type { FileFacts } from '@keqiao/domain'
import { createFileAddresses } from './file-address'
import { fileRoutes, type FileRouteParts } from './file.routes'
import type { RoutePlugin } from '../../platform/http'

export { setAvatar } from './set-avatar'
export { factsOf } from './facts-of'
export type { MayAttach } from './upload-file'

/** The files of messages: how they come in, and how they are read. */
export interface Files {
  /** A signed path on this installation, the same all day long, good for seven to eight days. */
  readonly sign: (file: Pick<FileFacts, 'fileId' | 'name'>) => string
  readonly routes: RoutePlugin
}

/** Puts the feature together. `secret` is the installation's. */
export function createFiles({
  secret,
  ...parts
}: Omit<FileRouteParts, 'addresses'> & { readonly secret: string }): Files {
  const addresses = createFileAddresses(secret, () => parts.clock.now())
  return { sign: addresses.sign, routes: fileRoutes({ ...parts, addresses }) }
}
