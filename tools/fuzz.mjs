// `npm run fuzz -- --seed 7 --count 5000`: what no client would send, over HTTP and in frames, and whether breakage is noticed.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { root } from './run.mjs'

const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string', default: '5000' } } })
const seed = values.seed ?? String(Math.floor(Math.random() * 1e9))
process.stdout.write(`fuzz: seed ${seed}, ${values.count} requests and as many frames\n`)
const env = { ...process.env, FUZZ_SEED: seed, FUZZ_COUNT: values.count }
const test = ['run', '--project', 'medium', 'server/src/fuzz.test.ts']
const { status } = spawnSync('npx', ['vitest', ...test], { cwd: root, env, stdio: 'inherit' })
process.exitCode = status ?? 1
