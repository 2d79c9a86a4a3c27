/** The load of `bench latency`: product and floor from one process, one clock and one scheduler. */
import { serveCalls } from '../process/worker-call'
import { openCommitLoad } from './commit-load'
import { openEchoLoad } from './echo-load'
import type { LatencyCalls } from './latency-calls'
import { openTalkLoad, type TalkLoad } from './talk-load'

let talk: TalkLoad | null = null
let echo: Awaited<ReturnType<typeof openEchoLoad>> | null = null
let commit: Awaited<ReturnType<typeof openCommitLoad>> | null = null

function opened<Value>(value: Value | null): Value {
  if (value === null) throw new Error('it was not opened')
  return value
}

const calls: LatencyCalls = {
  async openDialogues(options) {
    talk = await openTalkLoad(options)
    return talk.count
  },
  async openEcho(options) {
    echo = await openEchoLoad(options)
  },
  async openCommit(options) {
    commit = await openCommitLoad(options)
  },
  product: (load) => opened(talk).run(load),
  echo: (load) => opened(echo).run(load),
  commit: (load) => opened(commit).run(load),
  async end() {
    echo?.close()
    await commit?.close()
    return opened(talk).end()
  },
}

serveCalls(calls)
