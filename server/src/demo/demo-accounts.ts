import { randomBytes, randomInt } from 'node:crypto'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { demoMerchants } from './demo-content'

const demoMerchantAccounts = z.object({
  /** Null until the merchant is there; tells this database from another. */
  tenantId: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  channelKey: z.string(),
  accounts: z.array(
    z.object({
      /** merchant-code:account */
      login: z.string(),
      nickname: z.string(),
      role: z.enum(['administrator', 'agent']),
      password: z.string(),
    }),
  ),
})

const demoAccounts = z.object({
  /** False from the first step of seeding to the last: a start in between goes on with the same passwords. */
  complete: z.boolean(),
  merchants: z.array(demoMerchantAccounts),
})

/** What a person needs to try the product: random passwords, different in every installation. */
export type DemoAccounts = z.infer<typeof demoAccounts>

/** Whose shop the demo shop is: the first merchant's. Null when there is none. */
export function demoShopOf({ merchants: [first] }: DemoAccounts): { merchantCode: string; channelKey: string } | null {
  return first ? { merchantCode: first.code, channelKey: first.channelKey } : null
}

const fileName = 'demo-accounts.json'

/** The accounts that were written down; null when there is no file, or it was changed into something else. */
export async function readDemoAccounts(dataDir: string): Promise<DemoAccounts | null> {
  let text: string
  try {
    text = await readFile(join(dataDir, fileName), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    return demoAccounts.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Writes them where only the owner of the data folder reads; a crash leaves the old file or the new one. */
export async function writeDemoAccounts(dataDir: string, accounts: DemoAccounts): Promise<void> {
  const path = join(dataDir, fileName)
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  // The mode above is subject to the umask; this is not.
  await chmod(draft, 0o600)
  await rename(draft, path)
}

/** The demo's accounts with new passwords. */
export function drawDemoAccounts(): DemoAccounts {
  return {
    complete: false,
    merchants: demoMerchants.map(({ code, name, channel, members }) => ({
      tenantId: null,
      code,
      name,
      channelKey: channel.key,
      accounts: members.map(({ account, nickname, roleKey }) => ({
        login: `${code}:${account}`,
        nickname,
        role: roleKey,
        password: drawPassword(),
      })),
    })),
  }
}

/** No letter or digit that is read for another: it is typed from a terminal. 31^12 is 59 bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

function drawPassword(): string {
  const draw = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [draw(), draw(), draw()].join('-')
}
