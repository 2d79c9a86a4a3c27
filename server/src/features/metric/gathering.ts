import { metric } from '@keqiao/domain'
import { nobody, type RollUp } from './metric.store'

/** What some events add to roll-ups, gathered so that each row is touched once. */
export interface Gathering {
  addShare(share: metric.Share, measured: metric.Measured, place: metric.Place): void
  /** Time at work, in the quarters in which it was. */
  addWork(memberId: string, share: metric.WorkShare, placeOf: (at: number) => metric.Place): void
  /** In one order, so that nobody waits for each other in a circle. */
  rollUps(): RollUp[]
}

interface Belongs {
  readonly groupId: string
  readonly groupName: string
  readonly memberId: string
  readonly memberName: string
  readonly channelId: string
  readonly at: number
}

const timeOf = { online: 'onlineMs', busy: 'busyMs', away: 'awayMs' } as const

export function createGathering(): Gathering {
  const rows = new Map<string, RollUp>()

  function add(
    grain: RollUp['grain'],
    slot: number,
    { day, hour }: metric.Place,
    whose: Belongs,
    measured: metric.Measured,
  ) {
    const memberId = grain === 'hour' ? nobody : whose.memberId
    const key = [grain, day, String(slot).padStart(8, '0'), whose.groupId, memberId, whose.channelId].join('|')
    let row = rows.get(key)
    if (!row) {
      const { groupId, channelId } = whose
      row = {
        grain,
        day,
        slot,
        hour,
        groupId,
        memberId,
        channelId,
        groupName: '',
        memberName: '',
        namedAt: -1,
        measured: {},
      }
      rows.set(key, row)
    }
    if (whose.at >= row.namedAt) {
      row.groupName = whose.groupName
      row.memberName = grain === 'hour' ? '' : whose.memberName
      row.namedAt = whose.at
    }
    metric.addTo(row.measured, measured)
  }

  function addBoth(place: metric.Place, whose: Belongs, measured: metric.Measured): void {
    add('quarter', place.quarter, place, whose, measured)
    add('day', 0, { ...place, hour: 0 }, whose, measured)
  }

  return {
    addShare({ group, member, channelId, at }, measured, place) {
      const memberId = member?.id ?? nobody
      const whose = {
        groupId: group.id,
        groupName: group.name,
        memberId,
        memberName: member?.name ?? '',
        channelId,
        at,
      }
      if (Object.keys(measured).length === 0) return
      addBoth(place, whose, measured)
      add('hour', place.hour, place, whose, measured)
    },
    addWork(memberId, { name, from, to, kind, measured }, placeOf) {
      const whose = (at: number) => ({
        groupId: nobody,
        groupName: '',
        memberId,
        memberName: name,
        channelId: nobody,
        at,
      })
      if (kind === 'point') return addBoth(placeOf(from), whose(from), measured)
      for (const { at, ms } of metric.quartersOf(from, to)) {
        const [place, next] = [placeOf(at), placeOf(at + ms)]
        // He was still there when the day ended.
        const stayed = next.day === place.day ? {} : { stayed: 1 }
        addBoth(place, whose(at), { [timeOf[kind]]: ms, ...stayed })
      }
    },
    rollUps: () => [...rows.keys()].sort().flatMap((key) => rows.get(key) ?? []),
  }
}
