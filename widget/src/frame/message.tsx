import type { BodyView } from '@keqiao/contract'
import { describeError } from './describe-error'
import { Icon } from './icons'
import type * as richPart from './rich-body'
import { say } from './texts'
import type { MessageItem } from './thread-items'

export interface Remedy {
  /** Absent where trying again cannot help. */
  retry?: (() => void) | undefined
  discard(): void
}

/** Fetches what draws more than plain words. */
export type RichPart = () => typeof richPart | undefined

/** One bubble with what is to be said about it. */
export function Message({ item, remedy, rich }: { item: MessageItem; remedy: Remedy; rich: RichPart }) {
  const { mine, name, body, state, code } = item
  return (
    <div class={mine ? 'msg me' : 'msg'} data-seq={item.seq}>
      <span class="sr">{mine ? say('you') : name}</span>
      {body && <Body body={body} rich={rich} />}
      {state === 'failed' ? (
        <Failed why={code && describeError({ code })} remedy={remedy} />
      ) : (
        state !== 'plain' && <Mark state={state} />
      )}
    </div>
  )
}

/** Words are shown at once; how they look, pictures and files follow when the part that draws them is there. */
function Body({ body, rich }: { body: BodyView; rich: RichPart }) {
  const plain = body.kind === 'text' && !body.spans?.length && !body.text.includes('://')
  const part = plain ? undefined : rich()
  if (part) return <part.RichBody body={body} />
  return <div class="bubble">{body.kind === 'text' ? body.text : 'name' in body && body.name}</div>
}

function Mark({ state }: { state: 'sent' | 'read' | 'sending' | 'queued' }) {
  return (
    <div class="mark">
      <Icon name={state} />
      {say(state)}
    </div>
  )
}

/** Why it was not sent, and what can be done about it. */
export function Failed({ why, remedy }: { why: string | null | undefined; remedy: Remedy }) {
  return (
    <div class="mark bad" role="alert">
      {why ?? say('failed')}
      {remedy.retry && <button onClick={remedy.retry}>{say('retry')}</button>}
      <button onClick={remedy.discard}>{say('discard')}</button>
    </div>
  )
}
