interface LogoProps {
  /** Pixels of its side. */
  size: number
}

/** The mark: a bridge that is a speech bubble upside down. */
export function Logo({ size }: LogoProps) {
  return (
    <svg
      className="logo"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <path
        fill="var(--acs)"
        d="M3.6 1.6h8.8a2 2 0 0 1 2 2v9.9c0 .5-.4.9-.9.9h-1.3c-.4 0-.7-.3-.8-.7a3.43 3.43 0 0 0-6.8 0c-.1.4-.4.7-.8.7H2.5a.9.9 0 0 1-.9-.9V3.6a2 2 0 0 1 2-2z"
      />
      <path stroke="#fff" strokeWidth="1.3" strokeLinecap="round" d="M4.3 5.6h7.4" />
    </svg>
  )
}
