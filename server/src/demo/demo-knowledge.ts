import type { SeededKnowledge } from '../features/knowledge'
import qinghe from './knowledge/qinghe.json'
import yunshan from './knowledge/yunshan.json'

/** What the demo merchants know, by their code; own texts, all of it made up. */
export const demoKnowledge: Readonly<Record<string, readonly SeededKnowledge[]>> = { yunshan, qinghe }
