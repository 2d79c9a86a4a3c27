import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../clock'
import { newId } from '../ids'
import { openLocalStorage } from './local-storage'
import { StagedTooLarge, storageKey, StorageFull, type Storage, type StorageKey } from './storage'

let folder: string
let storage: Storage

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keqiao-storage-'))
  storage = await openLocalStorage(folder, systemClock())
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

const staging = () => readdirSync(join(folder, 'staging'))

it('gives back what was stored, whole or in part, for its owner only', async () => {
  const staged = await storage.stage(chunks('退货', '单'), 100)
  expect(staged.size).toBe(9)
  expect(staged.sha256).toEqual(createHash('sha256').update('退货单').digest())
  const key = storageKey(newId(), newId())
  expect(await storage.open(key)).toBeNull()
  await storage.store(staged, key)
  const whole = await storage.open(key)
  expect(whole && (await buffer(whole)).toString()).toBe('退货单')
  const part = await storage.open(key, { start: 3, end: 5 })
  expect(part && (await buffer(part)).toString()).toBe('货')
  expect(statSync(join(folder, 'stored', key)).mode & 0o077).toBe(0)
  expect(staging()).toEqual([])
})

it('removes, also what is not there', async () => {
  const key = storageKey(newId(), newId())
  await storage.store(await storage.stage(chunks('a'), 1), key)
  await storage.remove(key)
  await storage.remove(key)
  expect(await storage.open(key)).toBeNull()
})

it('leaves nothing behind of what is too large, broken off or discarded', async () => {
  await expect(storage.stage(chunks('abc', 'def'), 5)).rejects.toThrow(StagedTooLarge)
  async function* brokenOff() {
    yield Buffer.from('abc')
    throw new Error('the sender went away')
  }
  await expect(storage.stage(brokenOff(), 5)).rejects.toThrow('went away')
  const staged = await storage.stage(chunks('abc'), 5)
  await staged.discard()
  await staged.discard()
  expect(staging()).toEqual([])
})

it('keeps merchants apart and never leaves its folder', async () => {
  const [tenant, other, file] = [newId(), newId(), newId()]
  await storage.store(await storage.stage(chunks('a'), 1), storageKey(tenant, file))
  expect(await storage.open(storageKey(other, file))).toBeNull()
  expect(() => storageKey('..', file)).toThrow(TypeError)
  expect(() => storageKey(tenant, '../../../etc/passwd')).toThrow(TypeError)
  for (const key of ['../../etc/passwd', `${tenant}/../${file}`, `${tenant}/00/${file}/..`, '', `${tenant}/${file}`]) {
    await expect(storage.open(key as StorageKey)).rejects.toThrow(TypeError)
  }
})

it('removes at its start what was left staged long ago, and nothing newer', async () => {
  const [old, fresh] = [join(folder, 'staging', newId()), join(folder, 'staging', newId())]
  for (const path of [old, fresh]) writeFileSync(path, 'left over')
  utimesSync(old, 1_000, 1_000)
  await openLocalStorage(folder, systemClock())
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true])
})

it('says so when the disk is full, and leaves nothing behind', async ({ skip }) => {
  const disk = join(folder, 'small-disk')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0
  if (!mounted) return skip('not allowed to mount a small disk here, so a full one is NOT tested')
  try {
    const small = await openLocalStorage(disk, systemClock())
    await expect(small.stage(chunks('x'.repeat(200_000)), 1_000_000)).rejects.toThrow(StorageFull)
    expect(readdirSync(join(disk, 'staging'))).toEqual([])
    const key = storageKey(newId(), newId())
    await small.store(await small.stage(chunks('a'), 1), key)
    expect(existsSync(join(disk, 'stored', key))).toBe(true)
  } finally {
    spawnSync('umount', [disk])
  }
})
