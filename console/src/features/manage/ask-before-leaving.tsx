import { useBlocker } from '@tanstack/react-router'
import { Button } from 'antd'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'

/**
 * Asks once before something that was changed and not saved is dropped: on the way to another page or another entry of this
 * one, and, in the browser's own words, when the tab is closed. Whoever signs out, or is signed out, is not kept.
 */
export function AskBeforeLeaving({ dirty }: { dirty: boolean }) {
  const { unsaved: words } = useTexts().rules
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => dirty && next.routeId.startsWith('/staff'),
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  const stay = () => blocker.reset?.()
  return (
    <Dialog open={blocker.status === 'blocked'} width={400} title={words.title} onClose={stay}>
      <p className="end-text">{words.text}</p>
      <div className="dialog-foot">
        <Button onClick={() => blocker.proceed?.()}>{words.leave}</Button>
        <Button type="primary" data-first-focus onClick={stay}>
          {words.stay}
        </Button>
      </div>
    </Dialog>
  )
}
