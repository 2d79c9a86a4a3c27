/** The yardstick for everything that WebSockets cost by themselves: `ws`, nothing else. Prints its port. */
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, clientTracking: false })

server.on('connection', (socket) => {
  // The same few listeners that any server needs, shared by all sockets.
  socket.on('message', echo)
  socket.on('error', ignore)
})

function echo(this: { send(text: string): void }, data: unknown): void {
  this.send(String(data))
}

function ignore(): void {}

server.on('listening', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.stdout.write(`port ${address.port}\n`)
})
