import type { Agent } from './agent'
import type { Stage } from './stage'
import type { Visitor } from './visitor'

/** A visitor and the agent who has him before him. */
export interface Talk {
  readonly visitor: Visitor
  readonly agent: Agent
}

/** A visitor asks, and an agent comes to work, is given him and reads it. */
export async function talk(stage: Stage, words: string, login = 'yunshan:anqing'): Promise<Talk> {
  const [visitor, agent] = await Promise.all([stage.visitor(), stage.agent(login)])
  await visitor.openPanel()
  await visitor.says(words)
  await agent.startWork()
  await agent.accepts()
  await agent.hears(words)
  return { visitor, agent }
}
