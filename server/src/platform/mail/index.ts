export { MailError, mailFaultOf, type MailFault, type MailFaultStep } from './mail-fault'
export type { MailAddress, MailAttachment, MailMessage, MailSecurity, MailServer } from './mail-server'
export { htmlOf, textOf, type MailPart } from './mail-html'
export { headerText, sendMail } from './send-mail'
