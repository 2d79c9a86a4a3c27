import { expect, it } from 'vitest'
import { createSecretBox } from './secret-box'

const box = createSecretBox('the secret of one installation')

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
  const touched = Buffer.from(sealed)
  touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1
  expect(() => box.open(touched, 'channel 1')).toThrow()
  expect(() => box.open(sealed.subarray(0, 20), 'channel 1')).toThrow()
})
