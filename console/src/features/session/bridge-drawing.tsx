const arches = [-26, 162, 350, 538]
const posts = Array.from({ length: 15 }, (_, index) => 10 + index * 38.5)

/** The drawing beside the sign-in form: two people talking over a bridge. It carries no information. */
export function BridgeDrawing() {
  return (
    <svg className="sign-in-bridge" viewBox="0 0 560 430" fill="none" strokeLinecap="round" aria-hidden="true">
      <g className="bridge-lines">
        <path d="M0 286h560M0 300h560M0 266h560" />
        {arches.map((centre) => (
          <g key={centre}>
            <path d={`M${centre - 78} 400v-14a78 78 0 0 1 156 0v14`} />
            <path d={`M${centre - 64} 400v-14a64 64 0 0 1 128 0v14`} opacity=".55" />
          </g>
        ))}
        {posts.map((x) => (
          <path key={x} d={`M${x} 286v-20`} />
        ))}
      </g>
      <path
        className="bridge-water"
        d="M0 412h86M110 412h140M276 412h180M480 412h80M30 422h60M130 422h220M380 422h90"
      />
      <path
        className="bridge-visitor"
        d="M64 186h126a12 12 0 0 1 12 12v22a12 12 0 0 1-12 12H98l-16 14v-14H64a12 12 0 0 1-12-12v-22a12 12 0 0 1 12-12z"
      />
      <path className="bridge-visitor-words" d="M72 202h108M72 216h70" />
      <path
        className="bridge-agent"
        d="M350 150h140a12 12 0 0 1 12 12v38a12 12 0 0 1-12 12h-14v16l-18-16H350a12 12 0 0 1-12-12v-38a12 12 0 0 1 12-12z"
      />
      <path className="bridge-agent-words" d="M358 170h122M358 190h78" />
    </svg>
  )
}
