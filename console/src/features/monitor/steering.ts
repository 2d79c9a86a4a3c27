import type { BoardAgent } from '@keqiao/contract'
import { useDesk } from '../desk/desk-context'

export const lampOf: Record<BoardAgent['status'], string> = {
  online: 'lamp',
  busy: 'lamp lamp-amber',
  away: 'lamp lamp-grey',
}

/** Whether the signed-in member may change agents' status, capacity and groups (RTE-15). */
export const useMaySteer = (): boolean => useDesk().me.permissions.includes('member:steer')

/** Whether he may listen in, whisper and join (MGT-17). */
export const useMaySupervise = (): boolean => useDesk().me.permissions.includes('conversation:supervise')
