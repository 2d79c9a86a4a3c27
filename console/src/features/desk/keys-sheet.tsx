import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { capsOf } from './desk-keys'
import { useKeysSheet } from './keys-sheet-state'
import './keys-sheet.css'

type Row = readonly [what: string, caps: readonly string[]]

/** `?`: every key of the desk, by what one is doing. */
export function KeysSheet() {
  const { keys, shortcuts, composer, history, conversation, phrase, summary, rating } = useTexts()
  const open = useKeysSheet((state) => state.open)
  const groups: readonly (readonly [title: string, rows: readonly Row[]])[] = [
    [
      shortcuts.groups.dialogues,
      [
        [keys.previous, capsOf('previous')],
        [keys.next, capsOf('next')],
        [keys.accept, capsOf('accept')],
        [keys.transfer, capsOf('transfer')],
        [shortcuts.end, capsOf('end')],
        [summary.title, capsOf('summary')],
        [rating.invite, capsOf('inviteRating')],
        [shortcuts.clear, capsOf('clear')],
        [shortcuts.clearAll, capsOf('clearAll')],
        [shortcuts.search, capsOf('search')],
      ],
    ],
    [
      shortcuts.groups.reading,
      [
        [history.pages, ['PageUp', 'PageDown']],
        [history.toBeginning, ['Home']],
        [conversation.toEnd, ['End']],
      ],
    ],
    [
      shortcuts.groups.writing,
      [
        [keys.focus, capsOf('focus')],
        [keys.toggleNote, capsOf('toggleNote')],
        [keys.send, ['Enter']],
        [keys.newline, ['Shift', 'Enter']],
        [composer.bold, ['Ctrl', 'B']],
        [composer.italic, ['Ctrl', 'I']],
        [composer.underline, ['Ctrl', 'U']],
        [phrase.quickOpen, ['/']],
        [phrase.hotKeys, ['Alt', '4 … 0']],
        [phrase.hotKeys, ['Alt', 'Shift', '1 … 9']],
        [keys.recall, capsOf('recall')],
      ],
    ],
    [
      shortcuts.groups.desk,
      [
        [shortcuts.presence.online, capsOf('online')],
        [shortcuts.presence.busy, capsOf('busy')],
        [shortcuts.presence.away, capsOf('away')],
        [shortcuts.helper, capsOf('helper')],
        [keys.escape, ['Esc']],
        [keys.sheet, ['?']],
      ],
    ],
  ]
  return (
    <Dialog
      open={open}
      title={keys.title}
      width={840}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={() => useKeysSheet.setState({ open: false })}
    >
      <div className="keys-sheet">
        {groups.map(([title, rows]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([what, caps]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    {caps.map((cap) => (
                      <kbd key={cap}>{cap}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
