import { Icon } from '../../icons/icon'
import { addressPieces, isWebAddress } from './safe-link'
import './customer-info.css'

/**
 * An address that a stranger's page told, cut in its middle. The page behind it learns nothing of the console; what is no
 * web address is text.
 */
export function WebLink({ address }: { address: string }) {
  const { head, tail } = addressPieces(address)
  const pieces = (
    <>
      <span className="ellipsis">{head}</span>
      {tail !== '' && <span className="web-link-tail">{tail}</span>}
    </>
  )
  if (!isWebAddress(address)) {
    return (
      <span className="web-link" title={address}>
        {pieces}
      </span>
    )
  }
  return (
    <a
      className="web-link"
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={address}
      // The two pieces would be read as two words.
      aria-label={head + tail}
    >
      {pieces}
      <Icon name="external" small />
    </a>
  )
}
