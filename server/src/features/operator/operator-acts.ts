import type { OperatorActView } from '@keqiao/contract'
import type { Doors } from '../../platform/database/doors'
import { insertAct, selectActs, type Operator } from './operator.store'

const pageSize = 30

/** Writes down what an operator did with a merchant. */
export function recordAct(
  doors: Doors,
  operator: Operator,
  act: OperatorActView['act'],
  merchantCode: string,
): Promise<void> {
  return doors.withSystem('write down what an operator did', (tx) => insertAct(tx, operator.name, act, merchantCode))
}

/** What operators did, latest first, a page at a time. */
export async function listActs(
  doors: Doors,
  before: number | null,
): Promise<{ acts: OperatorActView[]; more: boolean }> {
  const acts = await doors.withSystem('read what operators did', (tx) => selectActs(tx, before, pageSize + 1))
  return { acts: acts.slice(0, pageSize), more: acts.length > pageSize }
}
