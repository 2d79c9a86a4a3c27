import { useAsked } from '../manage/use-asked'

/** While something is made it is looked at often, otherwise now and then: another device may have begun one. */
const [busyMs, quietMs] = [1_000, 30_000]

/** One's exports, the newest first. */
export function useExports(busy: boolean) {
  return useAsked('export.list', {}, busy ? busyMs : quietMs)
}
