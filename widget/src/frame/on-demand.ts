/**
 * A part of the panel that is fetched when it is first needed, so that the first load stays small.
 *
 * @param arrived it is there: draw again
 * @returns the part, or undefined while it is under way; a fetch that failed is tried again at the next call
 */
export function onDemand<Part>(fetchPart: () => Promise<Part>, arrived: () => void): () => Part | undefined {
  let part: Part | undefined
  let underWay = false
  return () => {
    if (!part && !underWay) {
      underWay = true
      fetchPart()
        .then((fetched) => {
          part = fetched
          arrived()
        })
        .catch(() => {
          underWay = false
        })
    }
    return part
  }
}
