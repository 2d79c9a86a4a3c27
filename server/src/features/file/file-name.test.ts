import { describe, expect, it } from 'vitest'
import { kindOf } from './file-kinds'
import { cleanFileName, extensionOf, nameOfKind } from './file-name'

describe('cleanFileName', () => {
  it.each([
    ['发票 2026.pdf', '发票 2026.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\photo.jpg', 'photo.jpg'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u0000b\r\nSet-Cookie: x.txt', 'abSet-Cookie_ x.txt'],
    ['"><svg onload=1>.png', '__ _svg onload=1_.png'.replace('__ ', '__')],
    ['.htaccess', 'htaccess'],
    ['report.txt. .', 'report.txt'],
    ['\ud83d.png', 'png'],
    ['   ', 'file'],
    ['', 'file'],
    ['e\u0301te\u0301.txt', 'été.txt'],
    ['👨‍👩‍👧.png', '👨👩👧.png'],
  ])('%j becomes %j', (given, expected) => {
    expect(cleanFileName(given)).toBe(expected)
  })

  it('is short, keeps its extension and breaks no character', () => {
    const name = cleanFileName(`${'😀'.repeat(200)}.jpeg`)
    expect(name.length).toBeLessThanOrEqual(120)
    expect(name.endsWith('😀.jpeg')).toBe(true)
    expect(name.isWellFormed()).toBe(true)
  })
})

describe('kindOf', () => {
  it('believes a name only as far as the content bears it out', () => {
    expect(kindOf('pdf', 'pdf')?.mime).toBe('application/pdf')
    expect(kindOf('pdf', 'exe')).toBeUndefined()
    expect(kindOf('jpg', 'exe')).toBeUndefined()
    expect(kindOf('jpg', 'pdf')).toBeUndefined()
    expect(kindOf('pdf', 'jpg')).toBeUndefined()
    expect(kindOf('txt', 'zip')).toBeUndefined()
    expect(kindOf('docx', 'zip')?.extensions).toEqual(['docx'])
  })

  it('knows no kind that a browser or a shell would run', () => {
    for (const extension of ['svg', 'html', 'htm', 'xhtml', 'js', 'mjs', 'exe', 'bat', 'sh', 'jar', 'apk', 'swf']) {
      expect(kindOf(extension, 'text')).toBeUndefined()
      expect(kindOf(extension, 'unknown')).toBeUndefined()
    }
  })

  it('takes a picture under the name of another picture for what it is', () => {
    const kind = kindOf('jpg', 'webp')
    expect(kind && nameOfKind('photo.jpg', kind)).toBe('photo.webp')
  })

  it('gives a name without an extension a true one', () => {
    const kind = kindOf(extensionOf('scan'), 'pdf')
    expect(kind && nameOfKind('scan', kind)).toBe('scan.pdf')
    expect(kindOf('', 'unknown')).toBeUndefined()
  })
})
