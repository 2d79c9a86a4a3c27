/** `npm run demo:visitors`: see `--help`. */
import { readFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../torture/random'
import { playVisitors } from './play-visitors'
import { allScripts } from './scripts/all-scripts'
import { NoShop, openShop } from './shop'
import { isLoopback, OptionError, readVisitorOptions, visitorHelp } from './visitor-options'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Where the installation of this folder answers: the server notes it while it runs. */
async function runningHere(): Promise<string> {
  const dataDir = process.env.DATA_DIR ?? 'data'
  const path = join(isAbsolute(dataDir) ? dataDir : resolve(repository, dataDir), 'address')
  const address = await readFile(path, 'utf8').catch(() => null)
  if (address === null) throw new NoShop('Keqiao does not run here: start it with `npm start`, or name it with --url')
  const origin = new URL(address.trim()).origin
  if (!isLoopback(new URL(origin).hostname)) throw new NoShop(`${origin} is not this machine: name it with --url`)
  return origin
}

/** Ctrl-C reaches us from the terminal and once more through npm and tsx: only who asks again later wants us gone at once. */
function stopOnSignal(stop: AbortController): void {
  let toldAt = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted && Date.now() - toldAt > 1_000) process.exit(130)
      if (stop.signal.aborted) return
      toldAt = Date.now()
      say('\n  大家都走了…')
      stop.abort()
    })
  }
}

async function main(): Promise<void> {
  const options = readVisitorOptions(process.argv.slice(2))
  if (options.isHelp) return say(visitorHelp)
  const [first, ...others] = allScripts
  if (!first) throw new Error('there are no scripts')
  const shop = await openShop(options.url ?? (await runningHere()))
  const { visitorCount, minutes, speed, seed } = options
  const stop = new AbortController()
  stopOnSignal(stop)
  say(`\n  ${visitorCount} visitors in ${shop.origin}/demo/ for ${minutes} minutes (speed ${speed}, seed ${seed})`)
  say(`  Answer them at ${shop.origin}/console/ after 开始接待. Ctrl-C sends them home.\n`)
  const startedAt = Date.now()
  const { visitCount, failedCount } = await playVisitors({
    shop,
    scripts: [first, ...others],
    visitorCount,
    minutes,
    speed,
    random: seededRandom(seed),
    signal: stop.signal,
    told(visitor, what) {
      const seconds = Math.floor((Date.now() - startedAt) / 1_000)
      say(`  ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}  ${visitor}  ${what}`)
    },
  })
  say(`\n  visits=${visitCount} failed=${failedCount}\n`)
  if (failedCount > 0) process.exitCode = 1
}

try {
  await main()
  // Sockets that were just closed need not be waited for.
  process.exit()
} catch (error) {
  const isMistake = error instanceof OptionError || error instanceof NoShop
  const told = isMistake ? error.message : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`\n  ${told}\n\n`)
  process.exit(isMistake ? 2 : 1)
}
