// `npm run build`: makes what is stale, in parallel. Also called by `npm start` and `npm test`.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { fingerprint, isFresh, markFresh } from './fingerprint.mjs'
import { dim, say, step } from './progress.mjs'
import { root, runNode } from './run.mjs'

/** Every program of the server: a worker thread or a second process is added here and becomes server/dist/<out>.js. */
const serverEntries = [
  { in: 'server/src/main.ts', out: 'main' },
  { in: 'server/src/merchant.ts', out: 'merchant' },
  { in: 'server/src/report-rebuild.ts', out: 'report-rebuild' },
  { in: 'server/src/secrets.ts', out: 'secrets' },
  { in: 'server/src/operator.ts', out: 'operator' },
  { in: 'server/src/seed-history.ts', out: 'seed-history' },
]

/** Files the server reads at run time, beside its bundle. */
const serverAssets = [
  { from: 'server/src/migrations', to: 'server/dist/migrations' },
  { from: 'server/src/demo-shop', to: 'server/dist/demo-shop' },
]

const everywhere = ['package-lock.json', 'tsconfig.base.json', 'tools/build.mjs', 'domain/src', 'contract/src']

/**
 * @typedef {object} Product
 * @property {string} name
 * @property {string} output folder that holds the result
 * @property {string[]} inputs whatever changes the result
 * @property {() => Promise<void>} build
 */

/** @type {Product[]} */
const products = [
  {
    name: 'server',
    output: 'server/dist',
    inputs: [...everywhere, 'server/package.json', 'server/src'],
    build: buildServer,
  },
  {
    name: 'console',
    output: 'console/dist',
    inputs: [...everywhere, 'client/src', 'console'],
    build: () => buildWithVite('console'),
  },
  {
    name: 'widget',
    output: 'widget/dist',
    inputs: [...everywhere, 'client/src', 'widget'],
    build: () => buildWithVite('widget'),
  },
]

/** Only our own packages are bundled: what npm installed stays where npm put it, native addons included. */
const bundleOwnPackagesOnly = {
  name: 'bundle-own-packages-only',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.kind === 'entry-point' || args.path.startsWith('@keqiao/')) return undefined
      return { path: args.path, external: true }
    })
  },
}

async function buildServer() {
  const { build } = await import('esbuild')
  rmSync(join(root, 'server/dist'), { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: serverEntries,
    outdir: 'server/dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [bundleOwnPackagesOnly],
  })
  for (const asset of serverAssets) {
    cpSync(join(root, asset.from), join(root, asset.to), { recursive: true })
  }
}

/**
 * Runs each vite configuration of a package: `vite.config.ts` first, then any `vite.<name>.config.ts` (a second bundle with
 * other rules, such as a loader that must be one classic script).
 * @param {string} folder
 */
async function buildWithVite(folder) {
  rmSync(join(root, folder, 'dist'), { recursive: true, force: true })
  const configs = readdirSync(join(root, folder))
    .filter((name) => /^vite(\.[a-z-]+)?\.config\.ts$/.test(name))
    .sort((a, b) => a.length - b.length)
  for (const config of configs) {
    const vite = await runNode('node_modules/vite/bin/vite.js', ['build', '--config', config, '--logLevel', 'warn'], {
      cwd: join(root, folder),
      quiet: true,
      // A bundle must not depend on who builds it: under `npm test` NODE_ENV may say test.
      env: { NODE_ENV: 'production' },
    })
    if (vite.code !== 0) throw new Error(`${folder}: vite failed\n${vite.output}`)
    if (vite.output.trim()) say(dim(vite.output.trimEnd()))
  }
}

/**
 * @param {Product} product
 * @returns {Promise<string | undefined>} its name when it was built
 */
async function buildIfStale(product) {
  const print = fingerprint(root, product.inputs)
  const output = join(root, product.output)
  if (isFresh(output, print)) return undefined
  await step(`build ${product.name}`, product.build)
  markFresh(output, print)
  return product.name
}

/**
 * Builds what is stale.
 * @returns {Promise<string[]>} the names of the products that were built
 */
export async function buildWhatIsStale() {
  const release = await takeBuildLock()
  try {
    // All of them to their end, even when one fails: nobody may still be writing when the lock is given back.
    const outcomes = await Promise.allSettled(products.map(buildIfStale))
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
    if (failures.length > 0) throw new Error(failures.join('\n'))
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' && outcome.value ? [outcome.value] : []))
  } finally {
    release()
  }
}

/** One builder at a time: two would write into the same folders. A lock whose owner died is taken over. */
async function takeBuildLock() {
  const lock = join(root, 'node_modules/.cache/build.lock')
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch {
      if (!ownerLives(lock)) {
        rmSync(lock, { force: true })
        continue
      }
      if (!told) say(dim('· another process is building here; waiting for it'))
      told = true
      await wait(200)
    }
  }
}

/**
 * The time limit is for a process number that something else was given since, after a power cut for instance.
 * @param {string} lock
 */
function ownerLives(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > 10 * 60_000) return false
    const owner = Number(readFileSync(lock, 'utf8'))
    // Empty for the instant between creating the file and writing into it.
    if (owner > 0) process.kill(owner, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { installWhatIsMissing, requireNode } = await import('./install.mjs')
  requireNode()
  await installWhatIsMissing()
  const built = await buildWhatIsStale()
  if (built.length === 0) say('everything is up to date')
}
