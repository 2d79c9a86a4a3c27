/** Root, other users, closed folders, read-only folders and full disks: what only root can set up. */
import { execFile, execFileSync } from 'node:child_process'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test, type TestContext } from 'vitest'
import {
  atCleanUp,
  cleanUp,
  needsRoot,
  newFolder,
  refusal,
  serverPid,
  skipLoudly,
  sql,
  start,
  startChild,
  usedDataDir,
} from './embedded-postgres.testing'
import { installedNativeDir } from './platform-package'
import { currentSurroundings } from './surroundings'

afterEach(cleanUp)

const run = promisify(execFile)
const nobody = () => currentSurroundings().users.find(({ name }) => name === 'nobody') ?? { uid: 65_534, gid: 65_534 }
const final = (report: { event: string }) => report.event === 'started' || report.event === 'refused'

describe('root', () => {
  test('starts the server as an ordinary user who owns the data', async (context) => {
    needsRoot(context)
    const dataDir = join(await newFolder(), 'data')
    await start(dataDir)
    const cluster = await stat(join(dataDir, 'cluster'))
    expect(cluster.uid).not.toBe(0)
    expect(cluster.mode & 0o777).toBe(0o700)
    const status = await readFile(`/proc/${await serverPid(join(dataDir, 'cluster'))}/status`, 'utf8')
    expect(/^Uid:\s+(.*)$/m.exec(status)?.[1]?.split('\t')).toEqual(Array(4).fill(String(cluster.uid)))
    expect(/^Groups:\s*$/m.test(status)).toBe(true)
  })

  test('passes none of its environment on to the server', async (context) => {
    needsRoot(context)
    const dataDir = await usedDataDir()
    await start(dataDir)
    const environment = await readFile(`/proc/${await serverPid(join(dataDir, 'cluster'))}/environ`, 'utf8')
    expect(environment.split('\0').map((entry) => entry.split('=')[0])).toEqual(expect.arrayContaining(['PATH']))
    expect(environment).not.toContain('HOME=')
  })

  test('inside a closed home keeps the data outside, and finds it again', async (context) => {
    needsRoot(context)
    const home = await closedHome()
    const relocationRoot = join(await newFolder(), 'moved')
    const dataDir = join(home, 'data')
    const first = await start(dataDir, {}, { relocationRoot })
    await sql(first.superuserUrl, 'create table kept as select 7 as seven')
    await first.stop()
    expect(await readdir(dataDir)).not.toContain('cluster')
    const second = await start(dataDir, {}, { relocationRoot: join(relocationRoot, 'not used') })
    expect(await sql(second.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
    await second.stop()
    await rename(relocationRoot, `${relocationRoot}-lost`)
    const error = await refusal(start(dataDir, {}, { relocationRoot }))
    expect(error.code).toBe('embedded_data_dir_missing')
    await rename(`${relocationRoot}-lost`, relocationRoot)
    await start(dataDir)
  })

  test('inside a closed home copies the programs to where the user can run them', async (context) => {
    needsRoot(context)
    const home = await closedHome()
    const installed = installedNativeDir(currentSurroundings())
    const nativeDir = join(home, 'package', 'native')
    await cp(installed, nativeDir, { recursive: true, verbatimSymlinks: true })
    const dataDir = join(await newFolder('disk'), 'data')
    const steps: string[] = []
    const server = await start(dataDir, { progress: (step) => steps.push(step) }, { nativeDir })
    expect(steps).toEqual(['copying binaries', 'initdb', 'starting'])
    const program = await run('readlink', [`/proc/${await serverPid(join(dataDir, 'cluster'))}/exe`])
    expect(program.stdout).toContain(join(dataDir, 'binaries'))
    await server.stop()
    const again: string[] = []
    await start(dataDir, { progress: (step) => again.push(step) }, { nativeDir })
    expect(again).toEqual(['starting'])
  })

  test('drops to the owner of the folder, who can later start it himself', async (context) => {
    needsRoot(context)
    const dataDir = await newFolder()
    const { uid, gid } = nobody()
    await chown(dataDir, uid, gid)
    const server = await start(dataDir)
    expect((await stat(join(dataDir, 'cluster'))).uid).toBe(uid)
    await server.stop()
    expect(await startChild(dataDir, 'hold', { uid, gid }).next(final)).toMatchObject({ event: 'started' })
  })

  test('is told to make a user when there is none to drop to', async (context) => {
    needsRoot(context)
    const error = await refusal(start(join(await newFolder(), 'data'), {}, { users: [] }))
    expect(error.code).toBe('embedded_no_run_user')
  })
})

describe('another user', () => {
  test('is told whose folder it is, and changes nothing', async (context) => {
    needsRoot(context)
    const dataDir = await usedDataDir()
    const { uid, gid } = nobody()
    const before = await readdir(dataDir)
    const report = await startChild(dataDir, 'hold', { uid, gid }).next(final)
    expect(report).toMatchObject({ event: 'refused', code: 'embedded_data_dir_other_user' })
    expect(await readdir(dataDir)).toEqual(before)
  })

  test('is told so too where he may write', async (context) => {
    needsRoot(context)
    const dataDir = await usedDataDir()
    await chmod(dataDir, 0o777)
    const { uid, gid } = nobody()
    const report = await startChild(dataDir, 'hold', { uid, gid }).next(final)
    expect(report).toMatchObject({ event: 'refused', code: 'embedded_data_dir_other_user' })
  })
})

describe('a folder that cannot be written', () => {
  test('is refused on a read-only disk', async (context) => {
    const disk = await mountDisk(context, 'size=1m,mode=755')
    await mkdir(join(disk, 'data'))
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const error = await refusal(start(join(disk, 'data')))
    expect(error.code).toBe('embedded_data_dir_not_writable')
    expect((await refusal(start(join(disk, 'new')))).code).toBe('embedded_data_dir_not_writable')
  })

  test('is refused to its owner without write permission', async (context) => {
    needsRoot(context)
    const dataDir = await newFolder()
    const { uid, gid } = nobody()
    await chown(dataDir, uid, gid)
    await chmod(dataDir, 0o555)
    const report = await startChild(dataDir, 'hold', { uid, gid }).next(final)
    expect(report).toMatchObject({ event: 'refused', code: 'embedded_data_dir_not_writable' })
    expect(await readdir(dataDir)).toEqual([])
  })
})

describe('a full disk', () => {
  test('is named when there is no room for a new database, and nothing is left on it', async (context) => {
    const disk = await mountDisk(context, 'size=16m,mode=755')
    const dataDir = join(disk, 'data')
    const error = await refusal(start(dataDir))
    expect(error.code).toBe('embedded_disk_full')
    expect((await readdir(dataDir)).filter((name) => !name.startsWith('lock.'))).toEqual([])
  })

  test('is named when an existing database cannot start, which loses nothing', async (context) => {
    const disk = await mountDisk(context, 'size=90m,mode=755')
    const dataDir = join(disk, 'data')
    const first = await start(dataDir)
    await sql(first.superuserUrl, 'create table kept as select 7 as seven')
    await first.stop()
    await fill(join(disk, 'ballast'))
    const error = await refusal(start(dataDir))
    expect(error.code).toBe('embedded_disk_full')
    await rm(join(disk, 'ballast'))
    const second = await start(dataDir)
    expect(await sql(second.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
  })

  test('is named when the programs cannot be copied', async (context) => {
    const disk = await mountDisk(context, 'size=8m,mode=755')
    const home = await closedHome()
    const nativeDir = join(home, 'package', 'native')
    await cp(installedNativeDir(currentSurroundings()), nativeDir, { recursive: true, verbatimSymlinks: true })
    const error = await refusal(start(join(disk, 'data'), {}, { nativeDir }))
    expect(error.code).toBe('embedded_disk_full')
    expect(await readdir(join(disk, 'data', 'binaries'))).toEqual([])
  })
})

describe('the packaged programs', () => {
  test('run without the links that an install script would have made', async () => {
    const packageFolder = await newFolder('disk')
    await chmod(packageFolder, 0o755)
    const nativeDir = join(packageFolder, 'native')
    await cp(installedNativeDir(currentSurroundings()), nativeDir, { recursive: true, verbatimSymlinks: true })
    const listed = JSON.parse(await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
    for (const { target } of listed) await rm(join(dirname(nativeDir), target), { force: true })
    await expect(run(join(nativeDir, 'bin', 'postgres'), ['--version'])).rejects.toThrow('shared libraries')
    const server = await start(join(await newFolder(), 'data'), {}, { nativeDir })
    expect(await sql(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('that do not run at all are named', async () => {
    const packageFolder = await newFolder('disk')
    await mkdir(join(packageFolder, 'native', 'bin'), { recursive: true })
    await writeFile(join(packageFolder, 'native', 'bin', 'postgres'), '#!/bin/sh\necho no such libc >&2; exit 127\n')
    await chmod(join(packageFolder, 'native', 'bin', 'postgres'), 0o755)
    const error = await refusal(
      start(join(await newFolder(), 'data'), {}, { nativeDir: join(packageFolder, 'native') }),
    )
    expect(error).toMatchObject({ code: 'embedded_binaries_unusable', data: { failure: 'no such libc' } })
  })
})

/** A folder in root's home that no other user can enter. */
async function closedHome(): Promise<string> {
  const home = await mkdtemp(join(homedir(), 'keqiao-embedded-'))
  await chmod(home, 0o700)
  atCleanUp(() => rm(home, { recursive: true, force: true }))
  return home
}

/** A small disk in memory, unmounted after the test. */
async function mountDisk(context: TestContext, options: string): Promise<string> {
  needsRoot(context)
  const disk = await newFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'pipe' })
  } catch (error) {
    skipLoudly(context, `a small disk cannot be mounted here (${String(error).split('\n')[0]})`)
  }
  atCleanUp(async () => execFileSync('umount', ['-l', disk]))
  return disk
}

/** Writes a file until the disk takes no more. */
async function fill(path: string): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024, 1)
  const written = await (async () => {
    for (;;) await writeFile(path, chunk, { flag: 'a' })
  })().catch((error: unknown) => error)
  if (!(written instanceof Error) || !written.message.includes('ENOSPC')) throw new Error('The disk is not full')
}
