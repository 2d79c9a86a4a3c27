/** CON-02: 访客 and six digits, unique among the merchant's open rooms. `fraction` is a random number in [0, 1). */
export function roomNumber(fraction: number): string {
  return String(Math.floor(fraction * 1_000_000)).padStart(6, '0')
}

/** The visitor's name as long as nobody knows a better one. */
export function visitorName(room: string): string {
  return `访客${room}`
}
