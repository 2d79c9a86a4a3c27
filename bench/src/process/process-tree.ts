import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc/<pid>/stat; Linux has shown user programs 100 a second for ever. */
const ticksPerSecond = 100

interface Stat {
  readonly parent: number
  /** Microseconds of processor, with those of children that have ended and were waited for. */
  readonly cpuUs: number
}

function statOf(pid: number): Stat | null {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return null
  }
  // The name in parentheses may hold anything; the fields begin after the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
  return { parent: Number(fields[1]), cpuUs: (ticks / ticksPerSecond) * 1_000_000 }
}

/** Direct children of a process: the backends and helpers of a postmaster. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statOf(candidate)?.parent === pid)
}

/** Processor time of a process and its direct children, living and ended, in microseconds since they began. */
export function cpuUsOf(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + (statOf(each)?.cpuUs ?? 0), 0)
}

/** Resident memory in bytes. */
export function residentBytesOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
  return Number(line?.[1] ?? Number.NaN) * 1024
}

/** Soft limit of open files of this process; Node raises it to the hard one when it starts. */
export function openFilesLimit(): number {
  const line = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))
  return line?.[1] === 'unlimited' ? Infinity : Number(line?.[1] ?? 0)
}

/** Processor time of the whole machine since it started, in microseconds: used, and in all. */
export function machineUse(): { busyUs: number; totalUs: number } {
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n')
  // user nice system idle iowait irq softirq steal; what follows is contained in the first.
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number)
  const total = ticks.reduce((sum, each) => sum + each, 0)
  const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0)
  const us = (count: number) => (count / ticksPerSecond) * 1_000_000
  return { busyUs: us(total - idle), totalUs: us(total) }
}
