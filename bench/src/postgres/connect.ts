import { Client } from 'pg'

/** Runs `use` on a connection of its own. */
export async function connected<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  // A lost connection also fails the query under way, which is where it is reported.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
