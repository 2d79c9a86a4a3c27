import { KEPT } from '../bridge'
import type { Keepsake } from './keepsake'
import type { Launcher } from './launcher'

/** Nothing of a customer who has left stays with the shop's page but the colour of the button. */
export function forgetVisitor({
  keepsake,
  launcher,
}: {
  readonly keepsake: Keepsake
  readonly launcher: Launcher
}): void {
  for (const key of Object.keys(keepsake.all())) if (key !== KEPT.color) keepsake.set(key, null)
  launcher.unread(0)
}
