import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { readFileOrNull, replaceOwnedFile } from './owned-file'
import type { RunUser } from './run-user'

/** The only address the server listens on. */
export const loopback = '127.0.0.1'
/** The superuser of the cluster; only the supervisor and provisioning use it. */
export const superuser = 'postgres'
/** Lies inside the cluster, so that data and password are made, moved and restored as one. */
export const superuserSecretFile = 'keqiao-superuser.secret'

const settingsFile = 'keqiao.conf'
const localSettingsFile = 'local.conf'
const accessFile = 'pg_hba.conf'

const accessRules = `# Written by Keqiao at every start. A password, always, also on loopback; from this machine only.
# TYPE  DATABASE  USER  ADDRESS       METHOD
local   all       all                 scram-sha-256
host    all       all   ${loopback}/32  scram-sha-256
`

/** The server's settings for a port. Whether a running server has these settings is asked by comparing this text. */
export function settingsText(port: number): string {
  return `# Written by Keqiao at every start: put your own settings into ${localSettingsFile} beside this file.
cluster_name = 'keqiao'
listen_addresses = '${loopback}'
port = ${port}
unix_socket_directories = ''
max_connections = 100
password_encryption = 'scram-sha-256'

# An acknowledged message is on the disk.
fsync = on
full_page_writes = on
synchronous_commit = on
wal_level = replica
# The packaged server is built without lz4, and pglz costs more processor than it saves disk.
wal_compression = off
checkpoint_timeout = 15min
max_wal_size = 1GB
min_wal_size = 128MB

shared_buffers = 128MB
effective_cache_size = 512MB
random_page_cost = 1.1
jit = off

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'

# A week of files that overwrite each other. No text of statements or parameters; the application role writes no errors
# here at all (provisioning sets that), since their messages quote values.
logging_collector = on
log_destination = 'stderr'
log_directory = 'log'
log_filename = 'keqiao-%a.log'
log_file_mode = 0600
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_min_messages = warning
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_line_prefix = '%m [%p] %e '
`
}

/** Makes a fresh cluster read Keqiao's settings, then the operator's own. */
export async function includeSettings(cluster: string): Promise<void> {
  const lines = `\n# Keqiao's settings, then the operator's own.\ninclude '${settingsFile}'\ninclude_if_exists '${localSettingsFile}'\n`
  const handle = await open(join(cluster, 'postgresql.conf'), 'a')
  try {
    await handle.appendFile(lines)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes settings and access rules where they differ from what the server should have. */
export async function writeSettings(cluster: string, port: number, user: RunUser): Promise<void> {
  await replaceWhenDifferent(join(cluster, settingsFile), settingsText(port), user)
  await replaceWhenDifferent(join(cluster, accessFile), accessRules, user)
}

/** True when the settings on disk are the ones this version of Keqiao would write for that port. */
export async function hasCurrentSettings(cluster: string, port: number): Promise<boolean> {
  const [settings, rules] = await Promise.all([
    readFileOrNull(join(cluster, settingsFile)),
    readFileOrNull(join(cluster, accessFile)),
  ])
  return settings === settingsText(port) && rules === accessRules
}

async function replaceWhenDifferent(path: string, text: string, user: RunUser): Promise<void> {
  if ((await readFileOrNull(path)) !== text) await replaceOwnedFile(path, text, user)
}
