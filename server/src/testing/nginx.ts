import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A reverse proxy of this machine. */
export interface Nginx {
  readonly port: number
  /** Of the certificate it shows, which it has signed itself. */
  readonly certificate: string
  stop(): Promise<void>
}

const isThere = (program: string, argument: string) => spawnSync(program, [argument]).status === 0

/** nginx, and openssl for its certificate. */
export const isNginxThere = isThere('nginx', '-v') && isThere('openssl', 'version')

interface NginxOptions {
  /** A `server` block as an operator copies it; its port, its certificate and where it leads to become this machine's. */
  readonly block: string
  readonly host: string
  /** Where the product listens; several where the block names several. */
  readonly origins: readonly string[]
}

/** Starts it with a configuration and a certificate of its own. */
export async function startNginx({ block, host, origins }: NginxOptions): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-nginx-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const made = spawnSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', certificate, ...subject],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`no certificate was made: ${made.stderr}`)
  const port = await freePort()
  const own = replaceOnce(block, [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    [/ssl_certificate +[^;]+;/, `ssl_certificate ${certificate};`],
    [/ssl_certificate_key +[^;]+;/, `ssl_certificate_key ${key};`],
    ...waysTo(origins),
  ])
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${folder}/${what};`,
  )
  const configuration = `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr warn;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http { access_log off; ${kept.join(' ')}
${own}
}`
  await writeFile(join(folder, 'nginx.conf'), configuration)
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await listens(child, port)
  return {
    port,
    certificate: await readFile(certificate, 'utf8'),
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One process is named where requests are passed on, several in a list of their own. */
function waysTo(origins: readonly string[]): (readonly [string, string])[] {
  const [only] = origins
  if (origins.length === 1) return [['proxy_pass http://127.0.0.1:8080;', `proxy_pass ${only};`]]
  return origins.map((origin, i) => [`server 127.0.0.1:${8081 + i} `, `server ${new URL(origin).host} `])
}

/** @throws Error where the block does not say what is to be replaced: then it is not what the guide is thought to be. */
function replaceOnce(text: string, replacements: readonly (readonly [string | RegExp, string])[]): string {
  return replacements.reduce((rest, [what, by]) => {
    const replaced = rest.replace(what, by)
    if (replaced === rest) throw new Error(`the configuration says nowhere ${String(what)}`)
    return replaced
  }, text)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listens(child: ChildProcess, port: number): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('nginx does not listen')
}
