/** A kind of file that is accepted. */
export interface FileKind {
  /** In names; the first is given to a name without one. */
  readonly extensions: readonly string[]
  /** What the content may be recognised as; `text` and `unknown` are ours, the rest the library's. */
  readonly contents: readonly string[]
  readonly mime: string
  /** Pictures are decoded and encoded anew, and are the only content ever shown in place. */
  readonly isPicture?: true
}

const officeZip = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp']

/** Everything that is accepted; what does not stand here is refused. No kind that a browser would run (SVG, HTML, scripts). */
export const fileKinds: readonly FileKind[] = [
  { extensions: ['jpg', 'jpeg', 'jfif'], contents: ['jpg'], mime: 'image/jpeg', isPicture: true },
  { extensions: ['png'], contents: ['png', 'apng'], mime: 'image/png', isPicture: true },
  { extensions: ['gif'], contents: ['gif'], mime: 'image/gif', isPicture: true },
  { extensions: ['webp'], contents: ['webp'], mime: 'image/webp', isPicture: true },
  { extensions: ['avif'], contents: ['avif'], mime: 'image/avif', isPicture: true },
  { extensions: ['heic', 'heif'], contents: ['heic'], mime: 'image/heic' },
  { extensions: ['bmp'], contents: ['bmp'], mime: 'image/bmp' },
  { extensions: ['tif', 'tiff'], contents: ['tif'], mime: 'image/tiff' },
  { extensions: ['pdf'], contents: ['pdf'], mime: 'application/pdf' },
  office('docx', 'wordprocessingml.document'),
  office('xlsx', 'spreadsheetml.sheet'),
  office('pptx', 'presentationml.presentation'),
  { extensions: ['odt'], contents: ['odt', 'zip'], mime: 'application/vnd.oasis.opendocument.text' },
  { extensions: ['ods'], contents: ['ods', 'zip'], mime: 'application/vnd.oasis.opendocument.spreadsheet' },
  { extensions: ['odp'], contents: ['odp', 'zip'], mime: 'application/vnd.oasis.opendocument.presentation' },
  { extensions: ['doc'], contents: ['cfb', 'rtf'], mime: 'application/msword' },
  { extensions: ['xls'], contents: ['cfb'], mime: 'application/vnd.ms-excel' },
  { extensions: ['ppt'], contents: ['cfb'], mime: 'application/vnd.ms-powerpoint' },
  // WPS Office, and the layout format of electronic invoices in China.
  { extensions: ['wps', 'et', 'dps'], contents: ['cfb', 'zip', ...officeZip], mime: 'application/octet-stream' },
  { extensions: ['ofd'], contents: ['zip'], mime: 'application/ofd' },
  { extensions: ['rtf'], contents: ['rtf'], mime: 'application/rtf' },
  { extensions: ['epub'], contents: ['epub', 'zip'], mime: 'application/epub+zip' },
  { extensions: ['zip'], contents: ['zip', 'epub', ...officeZip], mime: 'application/zip' },
  { extensions: ['rar'], contents: ['rar'], mime: 'application/vnd.rar' },
  { extensions: ['7z'], contents: ['7z'], mime: 'application/x-7z-compressed' },
  { extensions: ['gz', 'tgz'], contents: ['gz'], mime: 'application/gzip' },
  { extensions: ['tar'], contents: ['tar'], mime: 'application/x-tar' },
  { extensions: ['txt', 'log', 'md', 'csv', 'tsv', 'json'], contents: ['text'], mime: 'text/plain' },
  { extensions: ['mp4', 'm4v'], contents: ['mp4', 'm4v'], mime: 'video/mp4' },
  { extensions: ['mov'], contents: ['mov', 'mp4'], mime: 'video/quicktime' },
  { extensions: ['3gp'], contents: ['3gp', '3g2', 'mp4'], mime: 'video/3gpp' },
  { extensions: ['webm'], contents: ['webm'], mime: 'video/webm' },
  { extensions: ['mkv'], contents: ['mkv', 'webm'], mime: 'video/x-matroska' },
  { extensions: ['avi'], contents: ['avi'], mime: 'video/x-msvideo' },
  { extensions: ['mp3'], contents: ['mp3', 'mp2', 'mp1'], mime: 'audio/mpeg' },
  { extensions: ['m4a'], contents: ['m4a', 'mp4'], mime: 'audio/mp4' },
  { extensions: ['aac'], contents: ['aac'], mime: 'audio/aac' },
  { extensions: ['amr'], contents: ['amr'], mime: 'audio/amr' },
  { extensions: ['wav'], contents: ['wav'], mime: 'audio/wav' },
  { extensions: ['flac'], contents: ['flac'], mime: 'audio/flac' },
  { extensions: ['ogg', 'oga', 'opus'], contents: ['ogg', 'oga', 'opus', 'spx'], mime: 'audio/ogg' },
]

function office(extension: string, name: string): FileKind {
  const mime = `application/vnd.openxmlformats-officedocument.${name}`
  return { extensions: [extension], contents: [extension, 'zip'], mime }
}

/**
 * What a file is, judged by its name's claim and its content; undefined: refused. A picture under the name of another
 * kind of picture is harmless (phones and chat programs do that all the time): it gets its true name. Any other
 * difference between name and content is a lie.
 */
export function kindOf(extension: string, content: string): FileKind | undefined {
  const byContent = fileKinds.find(({ contents }) => contents.includes(content))
  if (extension === '') return byContent
  const claimed = fileKinds.find(({ extensions }) => extensions.includes(extension))
  if (claimed?.contents.includes(content)) return claimed
  return claimed?.isPicture && byContent?.isPicture ? byContent : undefined
}
