/** Every way in which the embedded PostgreSQL can refuse to start. Stable: they are documented and shown to operators. */
export const embeddedPostgresErrorCodes = [
  'embedded_unsupported_platform',
  'embedded_package_missing',
  'embedded_binaries_unusable',
  'embedded_no_run_user',
  'embedded_data_dir_not_writable',
  'embedded_data_dir_other_user',
  'embedded_data_dir_foreign',
  'embedded_data_dir_missing',
  'embedded_half_initialised',
  'embedded_other_major',
  'embedded_disk_full',
  'embedded_port_occupied',
  'embedded_initdb_failed',
  'embedded_start_failed',
  'embedded_locked',
] as const

/** One of the codes above. */
export type EmbeddedPostgresErrorCode = (typeof embeddedPostgresErrorCodes)[number]

/**
 * A refusal of the embedded PostgreSQL. `code` is stable, `data` holds the facts (paths, users, versions, the tail of
 * the log), the message says in English what the operator can do.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'

  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    readonly data: Record<string, unknown> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

/** The errno name (`ENOENT`, `EACCES`, ...) of a file system or process error, or null for anything else. */
export function errnoOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return null
}

/** True when a text of initdb or of the server, or an errno, says that the disk (or the quota) is full. */
export function saysDiskFull(textOrErrno: string): boolean {
  return /No space left on device|Disk quota exceeded|There is not enough space|\bENOSPC\b|\bEDQUOT\b/.test(textOrErrno)
}

/**
 * Turns a file system error at `path` into the refusal an operator understands: full disk, or a folder that cannot be
 * written. Other errors are returned as they are.
 */
export function refusalOfFileError(error: unknown, path: string): unknown {
  const errno = errnoOf(error)
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new EmbeddedPostgresError('embedded_disk_full', `No space left on the disk of ${path}.`, { path }, error)
  }
  if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS' || errno === 'ENOTDIR' || errno === 'EEXIST') {
    return new EmbeddedPostgresError(
      'embedded_data_dir_not_writable',
      `The database folder ${path} cannot be written (${errno}). Make it writable for the user that runs Keqiao, choose another DATA_DIR, or set DATABASE_URL.`,
      { path, errno },
      error,
    )
  }
  return error
}
