import type { ComponentChildren } from 'preact'
import { ConnectionLine } from './connection-line'
import { describeError } from './describe-error'
import { Header } from './header'
import type { Panel } from './panel'
import { say } from './texts'
import { Trouble } from './thread'

interface PanelViewProps {
  panel: Panel
  late: boolean
  /** For a screen reader, once it is new. */
  spoken: string
  onEnd(): void
  /** What else can be done with the conversation. */
  more: ComponentChildren
  /** Thread and composer, when there is a conversation. */
  children: ComponentChildren
}

/** The panel around a conversation, or what is in its place. */
export function PanelView(props: PanelViewProps) {
  const { panel, late, spoken, onEnd, children } = props
  const { session, client, conversation, error } = panel.getSnapshot()
  const state = conversation?.getSnapshot()
  return (
    <main class="chat">
      <Header
        session={session}
        view={state?.conversation ?? null}
        typing={!!state?.typing}
        onEnd={onEnd}
        onClose={panel.close}
      >
        {props.more}
      </Header>
      {client && <ConnectionLine client={client} late={late} onRetry={panel.retry} />}
      {conversation ? (
        children
      ) : (
        <Trouble onRetry={error ? panel.retry : undefined}>
          {error ? (describeError(error) ?? say('unreachable')) : say('connecting')}
        </Trouble>
      )}
      <div class="sr" role="log" aria-live="polite">
        {spoken}
      </div>
    </main>
  )
}
