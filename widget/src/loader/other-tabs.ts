/** Tells what other tabs of the shop keep for this channel; `null` is forgotten. */
export function hearOtherTabs(channel: string, host: Window, heard: (key: string, value: string | null) => void): void {
  const prefix = `keqiao:${channel}:`
  host.addEventListener('storage', (event) => {
    if (event.key?.startsWith(prefix)) heard(event.key.slice(prefix.length), event.newValue)
  })
}
