import { connected } from './connect'

/** From its next start on the server remembers when each transaction committed, which the log itself does not say. */
export async function keepCommitTimes(superuserUrl: string): Promise<void> {
  await connected(superuserUrl, (client) => client.query('alter system set track_commit_timestamp = on'))
}
