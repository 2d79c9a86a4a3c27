import type { Output } from '@keqiao/client'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'

type Checked = Output<'knowledge.import'>
type Answer = { readonly ok: true; readonly result: Checked } | { readonly ok: false; readonly code: string }

/** Sends the table; what is checked and what is imported is the same file. */
async function send(file: File, mode: 'check' | 'all' | 'good', same: string, key: string): Promise<Answer> {
  const format = /\.xlsx$/i.test(file.name) ? 'xlsx' : 'csv'
  try {
    const response = await fetch(`/api/knowledge/import/${format}/${mode}/${same}`, {
      method: 'POST',
      body: file,
      headers: { 'idempotency-key': key, 'content-type': 'application/octet-stream' },
    })
    const said = (await response.json()) as Checked & { error?: { code: string } }
    return response.ok ? { ok: true, result: said } : { ok: false, code: said.error?.code ?? 'unknown' }
  } catch {
    return { ok: false, code: 'disconnected' }
  }
}

/** A table is checked first and shown with its errors; only then, and only if it is said, it is imported. */
export function ImportEntries({ open, onDone }: { open: boolean; onDone: () => void }) {
  const { knowledge: words } = useTexts()
  return (
    <Dialog open={open} width={520} title={words.importTitle} onClose={onDone}>
      {open && <Steps onDone={onDone} />}
    </Dialog>
  )
}

function Steps({ onDone }: { onDone: () => void }) {
  const texts = useTexts()
  const { knowledge: words } = texts
  const { client, me } = useDesk()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [same, setSame] = useState<'update' | 'skip'>('update')
  const [checked, setChecked] = useState<Checked | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const ask = async (mode: 'check' | 'all' | 'good', chosen: File, how: 'update' | 'skip') => {
    setBusy(true)
    setComplaint(null)
    const answer = await send(chosen, mode, how, client.options.environment.newId())
    setBusy(false)
    if (!answer.ok) {
      setChecked(null)
      setComplaint(errorWords(texts, answer.code))
      return
    }
    if (mode === 'check') return setChecked(answer.result)
    void message.success(words.imported(answer.result.createdCount, answer.result.updatedCount))
    await queries.invalidateQueries({ queryKey: ['asked', me.tenant.id] })
    onDone()
  }
  const choose = (next: File | null, how = same) => {
    setFile(next)
    setSame(how)
    setChecked(null)
    if (next) void ask('check', next, how)
  }
  const goodCount = checked ? checked.createdCount + checked.updatedCount + checked.skippedCount : 0
  return (
    <div className="knowledge-import">
      <p className="rules-hint">{words.importHint}</p>
      <label>
        {words.chooseFile}
        <input
          type="file"
          data-first-focus
          accept=".csv,.xlsx,text/csv"
          onChange={({ target }) => choose(target.files?.[0] ?? null)}
        />
      </label>
      <label>
        {words.same}
        <select
          className="rules-input"
          value={same}
          onChange={({ target }) => choose(file, target.value === 'skip' ? 'skip' : 'update')}
        >
          <option value="update">{words.sameUpdate}</option>
          <option value="skip">{words.sameSkip}</option>
        </select>
      </label>
      <p role="status">
        {busy && words.importing}
        {!busy && checked && words.checked(checked.createdCount, checked.updatedCount, checked.skippedCount)}
      </p>
      {checked && checked.newCategories.length > 0 && <p>{words.newCategories(checked.newCategories.join('、'))}</p>}
      {checked && checked.errors.length > 0 && <Errors checked={checked} />}
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{words.cancel}</Button>
        {file && checked && checked.errorCount > 0 && goodCount > 0 && (
          <Button loading={busy} onClick={() => void ask('good', file, same)}>
            {words.importGood(goodCount)}
          </Button>
        )}
        <Button
          type="primary"
          loading={busy}
          disabled={!file || !checked || checked.errorCount > 0}
          onClick={() => file && void ask('all', file, same)}
        >
          {words.importAll}
        </Button>
      </div>
    </div>
  )
}

function Errors({ checked }: { checked: Checked }) {
  const { knowledge: words } = useTexts()
  const fieldName = (field: string) =>
    field in words.fields ? words.fields[field as keyof typeof words.fields] : field
  return (
    <>
      <p className="rules-complaint">{words.errorCount(checked.errorCount)}</p>
      <div className="knowledge-errors">
        <table className="page-table">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {checked.errors.map(({ line, field, reason }) => (
              <tr key={`${line} ${field} ${reason}`}>
                <td>{line}</td>
                <td>{fieldName(field === 'category' ? 'category' : field)}</td>
                <td>{words.reasons[reason]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
