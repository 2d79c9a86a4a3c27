/**
 * The clock of the database: `now()` of every statement is the simulated time of the run that asks. So leases and whatever
 * else goes by database time live and expire as they would.
 */
import type { Doors } from '@keqiao/server/platform/database/doors'
import type { Tx } from '@keqiao/server/platform/database/tx'
import type { VirtualTime } from '../world/virtual-time'

/**
 * Run once in a database, as its superuser, after the migrations. Besides the clock, it lets the simulation look into
 * the queue, which belongs to no door.
 */
export const simulatedNow = `
  create schema simulated;
  grant usage on schema simulated to public;
  create function simulated.now() returns timestamptz language sql stable
    return to_timestamp(current_setting('simulation.now')::float8 / 1000);
  create function simulated.jobs(task text) returns table (id bigint, payload json) language sql stable security definer as $$
    select j.id, j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = task $$;
  create function simulated.job_done(done bigint) returns void language sql security definer as
    'delete from graphile_worker._private_jobs where id = done';`

/** From now on whoever connects to this database has its clock. */
export const timeOf = (database: string): string => `
  alter database ${database} set "simulation.now" = '0';
  alter database ${database} set search_path = simulated, pg_catalog, public;`

/** The doors of one run: each transaction begins by saying what time it is. */
export function doorsInTime(real: Doors, { now }: Pick<VirtualTime, 'now'>): Doors {
  const inTime =
    <Result>(work: (tx: Tx) => Promise<Result>) =>
    async (tx: Tx): Promise<Result> => {
      // Not waited for: what follows travels right behind it.
      const told = tx.rows(`select set_config('simulation.now', $1, true)`, [String(now())])
      const [result] = await Promise.all([work(tx), told])
      return result
    }
  return {
    ...real,
    withTenant: (tenantId, work) => real.withTenant(tenantId, inTime(work)),
    withSystem: (reason, work) => real.withSystem(reason, inTime(work)),
  }
}
