import type { Client } from '@keqiao/client'
import type { ActorOptions } from './actor'

/** Shuts colleagues out and lets them in again, whether he may or not. */
export interface Doorkeeper {
  /** Does one or the other, now and then. True: he did. */
  act(client: Client): boolean
}

/** An administrator who does so, or an agent who must not succeed. */
export function createDoorkeeper({ backend, random, somebody, world }: ActorOptions): Doorkeeper {
  const { person, merchant, label } = somebody
  const mayManage = person.kind === 'member' && person.permissions.has('member:manage')
  const staff = backend.people.filter((one) => one.audience === 'staff' && one.merchant === merchant)
  const others = staff.filter((one) => one.person.id !== person.id)
  /** As far as he has been told. */
  const shutOut = new Set<string>()

  async function change(client: Client, name: 'member.disable' | 'member.enable', memberId: string) {
    world.trace.add(world.time.now(), `${label} asks for ${name} ${memberId}`)
    const reply = await client.call(name, { memberId })
    if (!reply.ok) return
    if (!mayManage || memberId === person.id) world.violations.push(`${label} was let ${name} ${memberId}`)
    if (reply.result.member.disabled) shutOut.add(memberId)
    else shutOut.delete(memberId)
  }

  return {
    act(client) {
      if (!random.chance(mayManage ? 0.1 : 0.01)) return false
      const [out] = shutOut
      const target = others.length === 0 || random.chance(0.1) ? somebody : random.pick(others)
      if (out !== undefined && random.chance(0.7)) void change(client, 'member.enable', out)
      else void change(client, 'member.disable', target.person.id)
      return true
    },
  }
}
