import { z } from 'zod'
import { defineTask, handle, type Recurring, type TaskHandler } from '../../platform/jobs'
import type { RoutePlugin } from '../../platform/http'
import { createExportAddresses } from './export-address'
import { runExport } from './export-task'
import { removeExpired } from './remove-expired'
import { exportRoutes } from './serve-export'
import type { SignExport } from './export.view'
import { writeExport, type WriterParts } from './write-export'

export { exportOperations } from './export-commands'
export type { SignExport } from './export.view'

const removeExpiredExports = defineTask(
  'export.remove-expired',
  z.object({}).transform((): Record<string, never> => ({})),
)

/** The files of exports: how they are written, fetched and removed. */
export interface Exports {
  readonly sign: SignExport
  readonly routes: RoutePlugin
  /** The background work; `execute` answers as the owner of an export. */
  jobs(execute: WriterParts['execute']): readonly TaskHandler[]
}

/** When what is over is removed. */
export const exportCalendar: readonly Recurring[] = [{ task: removeExpiredExports, cron: '23 * * * *', catchUpMs: 0 }]

/** Puts the feature together. `secret` is the installation's. */
export function createExports({
  secret,
  services,
  storage,
}: Omit<WriterParts, 'execute'> & { readonly secret: string }): Exports {
  const addresses = createExportAddresses(secret, () => services.clock.now())
  return {
    sign: addresses.sign,
    routes: exportRoutes({ doors: services.doors, storage, addresses }),
    jobs: (execute) => [
      handle(runExport, (payload, context) => writeExport({ services, storage, execute }, payload, context)),
      handle(removeExpiredExports, async () => {
        await removeExpired(services, storage)
      }),
    ],
  }
}
