import type { Output } from '@keqiao/client'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { CopyText } from '../channel/copy-text'
import { PageEmpty } from '../manage/page-states'
import { useChange } from '../manage/use-asked'
import { CopiedLine } from './copied-line'

type Stored = Output<'provisioning.get'>
type Token = Stored['tokens'][number]

/** 账号同步: the address for the back office, and the tokens that let it in. */
export function ProvisioningTokens({ stored }: { stored: Stored }) {
  const texts = useTexts()
  const { accounts: words } = texts
  const { message } = App.useApp()
  const change = useChange('provisioning.get')
  const [secret, setSecret] = useState<string | null>(null)
  const [leaving, setLeaving] = useState<Token | null>(null)
  const [busy, setBusy] = useState(false)

  const make = async () => {
    setBusy(true)
    const reply = await change('provisioning.createToken', {})
    setBusy(false)
    if (!reply.ok) void message.error(errorWords(texts, reply.error.code))
    else if (reply.result.secret === null) void message.error(words.secretLost)
    else setSecret(reply.result.secret)
  }

  const revoke = async ({ id }: Token) => {
    setBusy(true)
    const reply = await change('provisioning.revokeToken', { tokenId: id })
    setBusy(false)
    setLeaving(null)
    if (!reply.ok) void message.error(errorWords(texts, reply.error.code))
    else void message.success(words.revoked)
  }

  return (
    <section className="rules-form account-tokens" aria-label={words.provisioning}>
      <div className="rules-section">
        <h3>{words.provisioning}</h3>
        <p className="rules-hint">{words.provisioningHint}</p>
        <CopiedLine label={words.scimAddress} hint={words.scimAddressHint} text={stored.address} />
        {stored.memberCount > 0 && <p className="rules-hint">{words.keptCount(stored.memberCount)}</p>}
        <TokenTable tokens={stored.tokens} onRevoke={setLeaving} />
        <div className="account-test">
          <Button loading={busy} onClick={() => void make()}>
            {words.makeToken}
          </Button>
          <small>{words.rotateHint}</small>
        </div>
      </div>
      <Dialog open={secret !== null} width={520} title={words.tokenMade} onClose={() => setSecret(null)}>
        <p>{words.tokenOnce}</p>
        <div className="account-copied account-secret">
          <code>{secret}</code>
          <CopyText text={secret ?? ''} label={words.copyOf(words.token)} />
        </div>
        <div className="dialog-foot">
          <Button type="primary" onClick={() => setSecret(null)}>
            {words.tokenKept}
          </Button>
        </div>
      </Dialog>
      <Dialog
        open={leaving !== null}
        width={400}
        title={words.revokeTitle(leaving?.ending ?? '')}
        onClose={() => setLeaving(null)}
      >
        <p>{stored.tokens.length === 1 ? words.revokeLast : words.revokeOne}</p>
        <div className="dialog-foot">
          <Button data-first-focus onClick={() => setLeaving(null)}>
            {texts.members.cancel}
          </Button>
          <Button type="primary" danger loading={busy} onClick={() => leaving && void revoke(leaving)}>
            {words.revoke}
          </Button>
        </div>
      </Dialog>
    </section>
  )
}

function TokenTable({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke: (token: Token) => void }) {
  const { accounts: words } = useTexts()
  const language = useLanguageTag()
  if (tokens.length === 0) return <PageEmpty text={words.noTokens} hint={words.noTokensHint} />
  const at = (instant: number) => shortTime(instant, Date.now(), language)
  return (
    <table className="page-table">
      <thead>
        <tr>
          {(['ending', 'createdBy', 'createdAt', 'usedAt', 'actions'] as const).map((column) => (
            <th key={column} scope="col">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{`…${token.ending}`}</th>
            <td>{token.createdBy}</td>
            <td>{at(token.createdAt)}</td>
            <td>{token.usedAt === null ? words.neverUsed : at(token.usedAt)}</td>
            <td>
              <button
                type="button"
                className="plain-button"
                aria-label={words.revokeTitle(token.ending)}
                onClick={() => onRevoke(token)}
              >
                {words.revoke}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
