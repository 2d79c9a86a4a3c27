import { eventsByCommands, sqlInStores, systemDoor } from './database'
import { docstrings, errorsDocumented, tourIsTrue } from './docs'
import { clockAtOnePlace, environmentAtOnePlace, noChance } from './environment'
import { fileLength, fileLengthTail, functionLength, functionLengthTail } from './lengths'
import { noFocusedOrSkippedTest, noSuppression, noUnfinishedMark } from './marks'
import { featuresKnown, fileNames, migrationNames, namedExports } from './names'
import { oneWayOut } from './outgoing'
import type { Rule } from './rule'
import { stylesComeAlong } from './styles'
import { textsInCatalogues } from './texts'

/** Everything `npm run rules` checks. tools/source-rules/all-rules.test.ts breaks each of them once. */
export const allRules: Rule[] = [
  fileLength,
  fileLengthTail,
  functionLength,
  functionLengthTail,
  noUnfinishedMark,
  noSuppression,
  noFocusedOrSkippedTest,
  fileNames,
  namedExports,
  migrationNames,
  featuresKnown,
  clockAtOnePlace,
  noChance,
  environmentAtOnePlace,
  sqlInStores,
  eventsByCommands,
  systemDoor,
  oneWayOut,
  docstrings,
  tourIsTrue,
  errorsDocumented,
  textsInCatalogues,
  stylesComeAlong,
]
