/** At which step a message was not taken. */
export type MailFaultStep =
  | 'address' // the server's address may not be used
  | 'dns'
  | 'connection'
  | 'tls'
  | 'auth'
  | 'sender'
  | 'recipient'
  | 'refused'
  | 'timeout'
  | 'setting' // there is no server
  | 'unknown'

/** Why a message was not taken. */
export interface MailFault {
  readonly step: MailFaultStep
  /** What the server or the network said, one line; it may be shown to whoever set the server up. */
  readonly detail: string
  /** The same again will not help before somebody has changed something. */
  readonly permanent: boolean
}

/** Thrown by `sendMail`. Its message names the step only, for it goes into logs; the detail may hold an address. */
export class MailError extends Error {
  constructor(readonly fault: MailFault) {
    super(`a mail was not handed over: ${fault.step}`)
  }
}

interface LibraryError {
  readonly code?: string
  readonly command?: string
  readonly response?: string
  readonly responseCode?: number
  readonly message: string
}

const mostDetail = 300

/** Reads what the library threw: which step it was, and whether to try again. */
export function mailFaultOf(error: unknown): MailFault {
  if (error instanceof MailError) return error.fault
  const known: LibraryError = error instanceof Error ? error : { message: String(error) }
  const step = stepOf(known)
  return { step, detail: oneLine(known.response ?? known.message), permanent: isPermanent(step, known) }
}

function stepOf({ code, command, message }: LibraryError): MailFaultStep {
  if (code === 'EDNS') return 'dns'
  // A certificate that is not right ends a socket as any other error does; only its words tell.
  if (code === 'ETLS' || /certificate|\bssl\b|\btls\b|wrong version number|altname/i.test(message)) return 'tls'
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'timeout'
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'auth'
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'recipient'
  if (code === 'ESOCKET' || code === 'ECONNECTION') return 'connection'
  return code === 'EMESSAGE' || code === 'EENVELOPE' ? 'refused' : 'unknown'
}

/** 4xx asks to come again, 5xx does not (RFC 5321, 4.2.1). A wrong password is not tried ten times: that locks accounts. */
function isPermanent(step: MailFaultStep, { responseCode = 0 }: LibraryError): boolean {
  if (step === 'auth') return responseCode === 0 || responseCode >= 500
  return responseCode >= 500
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, mostDetail)
