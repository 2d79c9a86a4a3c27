import { createCipheriv, hkdfSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSecretBox } from './secret-box'

const secret = 'the secret of one installation'
const box = createSecretBox(secret)

it('opens what it sealed, and never seals twice alike', () => {
  const [first, second] = [box.seal('密钥', 'channel 1'), box.seal('密钥', 'channel 1')]
  expect(box.open(first, 'channel 1')).toBe('密钥')
  expect(first.equals(second)).toBe(false)
  expect(first.includes(Buffer.from('密钥'))).toBe(false)
})

it('opens nothing that was sealed elsewhere, for something else, or was touched', () => {
  const sealed = box.seal('密钥', 'channel 1')
  expect(() => createSecretBox('another installation').open(sealed, 'channel 1')).toThrow()
  expect(() => box.open(sealed, 'channel 2')).toThrow()
  for (const place of [0, 5, 10, 25, sealed.length - 1]) {
    const touched = Buffer.from(sealed)
    touched[place] = (touched[place] ?? 0) ^ 1
    expect(() => box.open(touched, 'channel 1')).toThrow()
  }
  expect(() => box.open(sealed.subarray(0, 20), 'channel 1')).toThrow()
})

it('opens what an earlier secret sealed, and says that it was not the one of now', () => {
  const next = createSecretBox('the secret that comes after it', [secret])
  const old = box.seal('密钥', 'channel 1')
  expect([next.open(old, 'channel 1'), next.isCurrent(old)]).toEqual(['密钥', false])
  const renewed = next.seal('密钥', 'channel 1')
  expect([next.open(renewed, 'channel 1'), next.isCurrent(renewed)]).toEqual(['密钥', true])
  expect(() => box.open(renewed, 'channel 1')).toThrow()
})

it('opens boxes of before they said whose they are', () => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'keqiao secrets at rest', 32))
  const nonce = Buffer.alloc(12, 7)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('channel 1'))
  const text = Buffer.concat([cipher.update('密钥', 'utf8'), cipher.final()])
  const old = Buffer.concat([nonce, cipher.getAuthTag(), text])
  for (const one of [box, createSecretBox('a later one', ['one between', secret])])
    expect([one.open(old, 'channel 1'), one.isCurrent(old)]).toEqual(['密钥', false])
})
