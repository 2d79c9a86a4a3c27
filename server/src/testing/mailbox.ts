import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail server of this machine that keeps what it is handed, read as a mail reader would. */
export interface Mailbox {
  readonly port: number
  readonly received: (Email & { readonly envelopeTo: readonly string[]; readonly raw: string })[]
  stop(): Promise<void>
}

/** Starts one on a free loopback port; without more it asks for no name and offers no TLS. */
export async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const received: Mailbox['received'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const envelopeTo = session.envelope.rcptTo.map(({ address }) => address)
        void PostalMime.parse(raw).then((mail) => {
          received.push({ ...mail, envelopeTo, raw })
          done()
        }, done)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return { port, received, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
