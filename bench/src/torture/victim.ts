/** The installation that is killed: a server with its embedded PostgreSQL, on one port and one folder for ever. */
import { freePort } from '../process/free-port'
import { makeFolder } from '../process/folder'
import { childrenOf } from '../process/process-tree'
import { spawnProduct, type Product } from '../process/product'
import { readEmbeddedFiles, type EmbeddedFiles } from '../postgres/embedded-files'
import { atEnd } from '../process/clean-up'

/** What is killed: Node alone, PostgreSQL with all its processes, or both in the same moment. */
export type KillKind = 'server' | 'database' | 'both'
export const killKinds: readonly KillKind[] = ['server', 'database', 'both']

/** How long Keqiao may take to notice that its database died, and to end. */
const endWithinMs = 30_000

/** See the head of this file. */
export class Victim {
  readonly #dataDir: string
  readonly port: number
  #product: Product | null = null

  private constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir
    this.port = port
  }

  /** A new installation, running. */
  static async start(): Promise<Victim> {
    const victim = new Victim(await makeFolder('keqiao-torture-'), await freePort())
    atEnd(() => victim.#endDatabase())
    await victim.resurrect()
    return victim
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Logins to its database, as they are now. */
  files(): EmbeddedFiles {
    return readEmbeddedFiles(this.#dataDir)
  }

  /** Starts it again; resolves when it is ready. */
  async resurrect(): Promise<void> {
    this.#product = await spawnProduct({ env: { DATA_DIR: this.#dataDir }, port: this.port })
    await this.#product.ready()
  }

  /**
   * Kills with SIGKILL, in one go without giving anybody else a turn; `atTheMoment` is called right before. Then waits
   * until Keqiao has ended: of itself, when only its database was killed.
   */
  async kill(kind: KillKind, atTheMoment: () => void): Promise<void> {
    const product = this.#product
    if (!product) throw new Error('it does not run')
    const postmaster = this.files().postmasterPid
    const database = kind === 'server' ? [] : [postmaster, ...childrenOf(postmaster)]
    const victims = kind === 'database' ? database : [product.pid, ...database]
    atTheMoment()
    for (const pid of victims) killHard(pid)
    const ended = await Promise.race([product.ended.then(() => true), later(endWithinMs)])
    if (!ended) throw new Error(`Keqiao still runs ${endWithinMs} ms after its database was killed:\n${product.tail()}`)
  }

  /** Output of the server that ran last. */
  tail(): string {
    return this.#product?.tail() ?? ''
  }

  /** Nothing of it must be left when a run ends in the middle. */
  async #endDatabase(): Promise<void> {
    await this.#product?.stop()
    try {
      const postmaster = this.files().postmasterPid
      for (const pid of [postmaster, ...childrenOf(postmaster)]) killHard(pid)
    } catch {
      // It shut down in order and took its file away.
    }
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself between the look and the shot.
  }
}

function later(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref())
}
