import { operations, type BoardView } from '@keqiao/contract'
import { boardFor, dayAt, instantOf, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { query, refuse, type Bindable } from '../../platform/operations'
import { readHours } from '../schedule'
import {
  readBoardAgents,
  readBoardDialogues,
  readBoardWaiting,
  readGroupFigures,
  readQueueSamples,
} from './board.store'

const hourMs = 3_600_000
/** How much of the past the board draws. */
const drawnMs = 2 * hourMs
/** More than anybody reads; the counts of the groups are of all. */
const listed = 300

/** The merchant's whole board: five small queries, whoever looks at it. */
export async function readBoard(tx: Tx, tenantId: TenantId, now: number): Promise<BoardView> {
  const { timeZone: zone } = await readHours(tx, tenantId)
  const midnight = instantOf(dayAt(now, zone), 0, zone)
  // Told in whole minutes, so that the passing of time alone is no change.
  const hour = Math.floor((now - hourMs) / 60_000) * 60_000
  return {
    groups: await readGroupFigures(tx, tenantId, { midnight, hour }),
    agents: await readBoardAgents(tx, tenantId),
    waiting: await readBoardWaiting(tx, tenantId, listed),
    dialogues: await readBoardDialogues(tx, tenantId, listed),
  }
}

const board = query(operations.monitor.board, async (actor, _input, { tx, now }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  return { at: now, board: boardFor(await readBoard(tx, actor.tenantId, now), actor) }
})

const queueHistory = query(operations.monitor.queueHistory, async (actor, _input, { tx, now }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { groups } = boardFor(await readBoard(tx, actor.tenantId, now), actor)
  const since = Math.floor((now - drawnMs) / 60_000) * 60_000
  const groupIds = groups.map(({ id }) => id)
  return { since, samples: await readQueueSamples(tx, actor.tenantId, groupIds, since) }
})

/** What is asked about the floor. */
export const monitorQueries: Bindable[] = [board, queueHistory]
