import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail server of this machine, and what it was handed. */
export interface Mailbox {
  readonly port: number
  readonly received: Email[]
  /** The first mail to this address; waits for it. */
  to(address: string): Promise<Email>
  stop(): Promise<void>
}

/** Starts one on a free port; it asks for no name. */
export async function openMailbox(): Promise<Mailbox> {
  const received: Email[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      void buffer(stream)
        .then((content) => PostalMime.parse(content))
        .then((mail) => {
          received.push(mail)
          done()
        }, done)
    },
  })
  server.on('error', () => undefined)
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    port,
    received,
    async to(address) {
      for (let round = 0; round < 300; round++) {
        const found = received.find(({ to = [] }) => to.some((one) => one.address === address))
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error(`no mail came to ${address}`)
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
