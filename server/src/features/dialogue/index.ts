import type { Bindable } from '../../platform/operations'
import type { SignFile } from '../conversation'
import { dialogueQueries } from './dialogue.queries'
import { getDialogue } from './get-dialogue'
import { setPreferences } from './set-preferences'

export { followDialogues } from './follow-log'

/** 对话: the list of what was served, its detail, and the search in what was said. */
export function dialogueOperations({ sign }: { readonly sign: SignFile }): Bindable[] {
  return [...dialogueQueries, getDialogue(sign), setPreferences]
}
