import { useTexts } from '../../i18n/language'
import './verified-badge.css'

/** 会员: the shop has vouched for him, so his name is his (VIS-01). */
export function VerifiedBadge() {
  const { contact } = useTexts()
  return (
    <span className="verified-badge" title={contact.verifiedHint}>
      {contact.verified}
    </span>
  )
}
