import type { WebhookView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { AskOnce } from '../manage/ask-once'
import { useChange } from '../manage/use-asked'
import { ReplayFailed } from './replay-failed'
import { WebhookSecret } from './webhook-secret'
import { WebhookState } from './webhook-state'

interface WebhookDrawerProps {
  /** Null: closed. */
  webhook: WebhookView | null
  onDone: () => void
  onEdit: (webhook: WebhookView) => void
}

/** What is done to one endpoint beside changing it. */
export function WebhookDrawer({ webhook, onDone, onEdit }: WebhookDrawerProps) {
  const { keys } = useTexts()
  return (
    <Dialog
      open={webhook !== null}
      side
      width={440}
      title={webhook?.name ?? ''}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {webhook && <Endpoint key={webhook.id} webhook={webhook} onDone={onDone} onEdit={onEdit} />}
    </Dialog>
  )
}

type Question = 'disable' | 'remove' | 'replay'

function Endpoint({ webhook, onDone, onEdit }: WebhookDrawerProps & { webhook: WebhookView }) {
  const texts = useTexts()
  const words = useIntegrationTexts().webhooks
  const { message } = App.useApp()
  const change = useChange('webhook.list', 'webhook.deliveries')
  const [asking, setAsking] = useState<Question | null>(null)
  const webhookId = webhook.id
  const say = (reply: { ok: true } | { ok: false; error: { code: string } }, done: string) =>
    reply.ok ? message.success(done) : message.error(errorWords(texts, reply.error.code))

  const test = async () => void say(await change('webhook.test', { webhookId }), words.testSent)
  const enable = async () => void say(await change('webhook.setActive', { webhookId, active: true }), words.active)
  const close = () => setAsking(null)
  return (
    <div className="webhook-drawer">
      <p className="webhook-drawer-url">{webhook.url}</p>
      <p>
        <WebhookState webhook={webhook} />
      </p>
      <div className="webhook-drawer-does">
        <Button size="small" disabled={!webhook.active} onClick={() => void test()}>
          {words.test}
        </Button>
        <Button size="small" disabled={!webhook.active} onClick={() => setAsking('replay')}>
          {words.replayFailed}
        </Button>
        <Button
          size="small"
          onClick={() => {
            onDone()
            onEdit(webhook)
          }}
        >
          {words.edit}
        </Button>
      </div>
      <WebhookSecret webhook={webhook} />
      <div className="webhook-drawer-does">
        {webhook.active ? (
          <Button size="small" onClick={() => setAsking('disable')}>
            {words.disable}
          </Button>
        ) : (
          <Button size="small" type="primary" onClick={() => void enable()}>
            {words.enable}
          </Button>
        )}
        <Button size="small" danger onClick={() => setAsking('remove')}>
          {words.remove}
        </Button>
      </div>
      <ReplayFailed webhook={webhook} open={asking === 'replay'} onDone={close} />
      <AskOnce
        open={asking === 'disable'}
        title={words.disableTitle(webhook.name)}
        text={words.disableText}
        action={words.disable}
        onDo={() => change('webhook.setActive', { webhookId, active: false })}
        onDone={close}
      />
      <AskOnce
        open={asking === 'remove'}
        title={words.removeTitle(webhook.name)}
        text={words.removeText}
        action={words.remove}
        danger
        onDo={() => change('webhook.remove', { webhookId })}
        onDone={close}
      />
    </div>
  )
}
