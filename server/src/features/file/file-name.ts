import type { FileKind } from './file-kinds'

const longest = 120

/** The lower-case extension of a name, without its dot; empty when it has none. */
export function extensionOf(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/**
 * A sender's file name as it may be shown and saved: no path, nothing invisible, nothing that turns the direction of
 * reading (with U+202E in it, `photo[U+202E]gpj.exe` reads as `photoexe.jpg`), no character that some system gives a meaning.
 */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const visible = last
    // Controls, formatting and direction marks, line separators, private use and unassigned.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return visible === '' ? 'file' : shorten(visible)
}

function shorten(name: string): string {
  if (name.length <= longest) return name
  const extension = extensionOf(name)
  const tail = extension === '' ? '' : `.${extension}`
  return `${name
    .slice(0, longest - tail.length)
    .toWellFormed()
    .replace(/\ufffd$/, '')}${tail}`
}

/** The name with an extension that is true of its kind. */
export function nameOfKind(name: string, { extensions }: FileKind): string {
  const extension = extensionOf(name)
  if (extensions.includes(extension)) return name
  const stem = extension === '' ? name : name.slice(0, -extension.length - 1)
  return `${stem}.${extensions[0] ?? 'bin'}`
}
