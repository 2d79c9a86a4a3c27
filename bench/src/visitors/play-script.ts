import { pause, pick, type Pace } from './pace'
import type { Person } from './person'
import type { Beat, Script } from './script'
import { farewells, nudges } from './scripts/all-scripts'

const usualPatienceSeconds = 40

/** One visit of a script, to its end. Throws Stopped when the visitors are to stop. */
export async function playScript(script: Script, person: Person, pace: Pace): Promise<void> {
  const [first, ...others] = script.walk
  await person.looksAt(first, 2, 6)
  for (const path of others) await person.looksAt(path, 4, 12)
  await person.opensPanel()
  await pause(pace, 1, 4)
  if (!(await talks(script.beats, script, person, pace))) return
  if (script.end === 'returns') {
    person.leaves()
    await pause(pace, 20, 45)
    await person.looksAt(script.walk[script.walk.length - 1] ?? '', 1, 3)
    await person.opensPanel()
    if (!(await talks(script.later ?? [], script, person, pace))) return
  }
  await pause(pace, 2, 6)
  if (script.end === 'leaves') person.leaves()
  else await person.ends()
}

/** False: it is over, or he gave up. */
async function talks(beats: readonly Beat[], script: Script, person: Person, pace: Pace): Promise<boolean> {
  for (const beat of beats) {
    if (typeof beat === 'object' && 'go' in beat) {
      await person.looksAt(beat.go, 2, 5)
      continue
    }
    if (typeof beat === 'string') await person.says(beat)
    else if ('picture' in beat) await person.sendsPicture(beat.picture)
    else for (const words of beat) await person.says(words)
    if (!(await waits(script.patienceSeconds ?? usualPatienceSeconds, person, pace))) return false
    // Reads, thinks.
    await pause(pace, 2, 7)
    if (person.isOver()) return leavesEnded(person)
  }
  return true
}

function leavesEnded(person: Person): false {
  person.leaves()
  return false
}

/** Nudges who does not answer, and gives up in the end. False: he is gone. */
async function waits(patienceSeconds: number, person: Person, pace: Pace): Promise<boolean> {
  for (const nudge of nudges) {
    if (await person.isAnswered(patienceSeconds)) return !person.isOver() || leavesEnded(person)
    await person.says(nudge)
  }
  if (await person.isAnswered(patienceSeconds)) return !person.isOver() || leavesEnded(person)
  const farewell = pick(pace.random, farewells)
  if (farewell !== null) await person.says(farewell)
  await pause(pace, 1, 2)
  await person.ends()
  return false
}
