/**
 * Our own drawings on a grid of 16, one per meaning. `paths` are stroked; circles are [cx, cy, r]; rects are
 * [x, y, width, height, radius].
 */
interface Drawing {
  readonly paths?: readonly string[]
  readonly circles?: readonly (readonly [number, number, number])[]
  readonly rects?: readonly (readonly [number, number, number, number, number])[]
}

export const drawings = {
  crop: { paths: ['M4.6 1.8v9.6h9.6', 'M1.8 4.6h9.6v9.6'] },
  phrase: { paths: ['M2.2 3.2h11.6v8H7.4L4.4 14v-2.8H2.2z', 'M5 6.2h6M5 8.5h4'] },
  book: {
    paths: [
      'M8 4v9.200M8 4C6.500 3 4.500 2.800 2.200 3v9.200c2.300-.2 4.300 0 5.800 1 1.500-1 3.500-1.200 5.800-1V3C11.500 2.800 9.500 3 8 4z',
    ],
  },
  down: { paths: ['M4.5 6.5L8 10l3.5-3.5'] },
  inbox: {
    paths: [
      'M8 1.8v6.4M5.5 6L8 8.4 10.5 6',
      'M4.2 4.5H3.4L2 9.6v3.6h12V9.6l-1.4-5.1h-.8',
      'M2.1 9.7h3.3l.9 1.6h3.4l.9-1.6h3.3',
    ],
  },
  bag: { paths: ['M3 5.5h10l.8 8.2H2.200z', 'M5.500 7.300V4.600a2.500 2.500 0 0 1 5 0v2.700'] },
  receipt: {
    paths: ['M3.500 2h9v12l-1.500-1-1.500 1-1.500-1-1.500 1-1.500-1-1.500 1z', 'M5.800 5.500h4.400M5.800 8.300h4.400'],
  },
  alert: { paths: ['M8 2.3l6 10.9H2z', 'M8 6.3v3.2', 'M8 11.3v.1'] },
  clock: { paths: ['M8 4.8V8l2.2 1.5'], circles: [[8, 8, 5.7]] },
  globe: {
    paths: ['M2.3 8h11.4', 'M8 2.3c3.2 3.4 3.2 8 0 11.4-3.2-3.4-3.2-8 0-11.4z'],
    circles: [[8, 8, 5.7]],
  },
  sweep: { paths: ['M13.6 2.4L8.8 7.2', 'M6.5 5.7l3.8 3.8c-.8 2.5-2.3 3.9-5 4.4L2.1 10.7c2-.5 3.7-2.1 4.4-5z'] },
  keys: {
    paths: ['M4.2 6.6h.1', 'M6.7 6.6h.1', 'M9.2 6.6h.1', 'M11.7 6.6h.1', 'M5 9.6h6'],
    rects: [[1.6, 4, 12.8, 8.2, 1.4]],
  },
  power: { paths: ['M8 2.2v5.3', 'M11.3 4.3a5 5 0 1 1-6.6 0'] },
  lock: { paths: ['M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2'], rects: [[3.2, 7, 9.6, 6.8, 1.3]] },
  check: { paths: ['M3 8.4l3.3 3.2L13 4.8'] },
  ticks: { paths: ['M1.2 8.6l3 2.9L10.6 5', 'M8 11.3l.2.2L14.8 5'] },
  recall: { paths: ['M3 6.6h6.6a3.2 3.2 0 0 1 0 6.4H6.4', 'M5.6 3.8L2.8 6.6l2.8 2.8'] },
  copy: {
    paths: ['M10.6 3.9V3a1.2 1.2 0 0 0-1.2-1.2H3.6A1.2 1.2 0 0 0 2.4 3v6.4a1.2 1.2 0 0 0 1.2 1.2h.8'],
    rects: [[5.6, 4.8, 8, 9.2, 1.2]],
  },
  letter: { paths: ['M2.2 12.8L6 3.2l3.8 9.6', 'M3.6 9.6h4.8', 'M11 12.8h3'] },
  smile: { paths: ['M5.4 9.4c.9 1.9 4.3 1.9 5.2 0', 'M6 6.2v.2', 'M10 6.2v.2'], circles: [[8, 8, 5.7]] },
  bold: { paths: ['M4.6 2.9h4a2.5 2.5 0 0 1 0 5h-4z', 'M4.6 7.9h4.7a2.6 2.6 0 0 1 0 5.2H4.6z'] },
  italic: { paths: ['M9.4 2.9L6.6 13.1', 'M7 2.9h5', 'M4 13.1h5'] },
  underline: { paths: ['M4.6 2.6v4.6a3.4 3.4 0 0 0 6.8 0V2.6', 'M3.6 13.4h8.8'] },
  pen: { paths: ['M10.9 2.7l2.4 2.4-7.9 7.9-3 .6.6-3z', 'M9.4 4.2l2.4 2.4'] },
  image: {
    paths: ['M2.3 11.8l3.5-3 2.4 2 2.6-2.8 3 2.7'],
    circles: [[5.6, 6.2, 1.1]],
    rects: [[2, 2.8, 12, 10.4, 1.4]],
  },
  clip: {
    paths: ['M13 7.6l-4.7 4.7a3.2 3.2 0 0 1-4.5-4.5l5-5a2.1 2.1 0 0 1 3 3l-4.9 4.9a1 1 0 0 1-1.5-1.5L9.8 4.9'],
  },
  file: {
    paths: [
      'M9.3 2H4.4A1.4 1.4 0 0 0 3 3.4v9.2A1.4 1.4 0 0 0 4.4 14h7.2a1.4 1.4 0 0 0 1.4-1.4V5.7z',
      'M9.2 2.2v3.6h3.6',
    ],
  },
  transfer: { paths: ['M2.5 5.4h10M9.9 2.8l2.6 2.6L9.9 8', 'M13.5 10.6h-10M6.1 8l-2.6 2.6 2.6 2.6'] },
  send: { paths: ['M13.8 2.2L2.2 6.9l4.7 2.2 2.2 4.7z', 'M6.9 9.1l3.2-3.2'] },
  external: { paths: ['M6.5 3.5H3.2v9.3h9.3V9.5', 'M9.3 2.8h4v4', 'M13.1 3L7.5 8.6'] },
  user: { paths: ['M2.9 13.6c.5-2.7 2.5-4 5.1-4s4.6 1.3 5.1 4'], circles: [[8, 5.3, 2.8]] },
  close: { paths: ['M4 4l8 8', 'M12 4l-8 8'] },
  eye: {
    paths: ['M1.8 8C2.7 6.1 4.8 3.8 8 3.8S13.3 6.1 14.2 8c-.9 1.9-3 4.2-6.2 4.2S2.7 9.9 1.8 8z'],
    circles: [[8, 8, 1.9]],
  },
  eyeOff: {
    paths: [
      'M2.5 2.5l11 11',
      'M6.4 4A6.6 6.6 0 0 1 8 3.8c3.2 0 5.3 2.3 6.2 4.2a8 8 0 0 1-2 2.6',
      'M4.3 5.2A8.2 8.2 0 0 0 1.8 8c.9 1.9 3 4.2 6.2 4.2 1 0 1.9-.2 2.7-.6',
    ],
  },
  info: { paths: ['M8 7.3v3.6', 'M8 5.1v.1'], circles: [[8, 8, 5.7]] },
  retry: { paths: ['M13.2 8a5.2 5.2 0 1 1-1.6-3.8', 'M13.4 2.4v2.9h-2.9'] },
  sun: {
    paths: ['M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1'],
    circles: [[8, 8, 2.8]],
  },
  arrowUp: { paths: ['M8 13V3.4M4.4 6.8L8 3.2l3.6 3.6'] },
  arrowDown: { paths: ['M8 3v9.6M4.4 9.2L8 12.8l3.6-3.6'] },
  plus: { paths: ['M8 3v10', 'M3 8h10'] },
  minus: { paths: ['M3 8h10'] },
  left: { paths: ['M9.5 4.5L6 8l3.5 3.5'] },
  right: { paths: ['M6.5 4.5L10 8l-3.5 3.5'] },
  download: { paths: ['M8 2.5v7.3M4.9 7L8 10l3.1-3', 'M2.8 13.3h10.4'] },
  pin: { paths: ['M8 14.2S3.2 9.9 3.2 6.6a4.8 4.8 0 0 1 9.6 0C12.8 9.9 8 14.2 8 14.2z'], circles: [[8, 6.6, 1.7]] },
  panel: { paths: ['M10 3v10'], rects: [[2, 3, 12, 10, 1.4]] },
  search: { paths: ['M10.2 10.2l3.3 3.3'], circles: [[7, 7, 4.2]] },
  sort: { paths: ['M5 3v10M5 13l-2.2-2.2M5 13l2.2-2.2', 'M11 13V3M11 3L8.8 5.2M11 3l2.2 2.2'] },
  bell: { paths: ['M4 7a4 4 0 0 1 8 0c0 2.8 1.2 3.8 1.2 4.4H2.8C2.8 10.8 4 9.8 4 7z', 'M6.7 13.5h2.6'] },
  bellOff: {
    paths: [
      'M2.5 2.5l11 11',
      'M5.2 4.2A4 4 0 0 1 12 7c0 1.4.3 2.4.6 3.1',
      'M4 7c0 2.8-1.2 3.8-1.2 4.4h8.6',
      'M6.7 13.5h2.6',
    ],
  },
  chart: { paths: ['M2.5 13.5h11', 'M4 11V8', 'M7 11V4', 'M10 11V6.5', 'M13 11V2.8'] },
  star: { paths: ['M8 2.2l1.75 3.65 4 .55-2.9 2.8.7 4L8 11.3l-3.55 1.9.7-4-2.9-2.8 4-.55z'] },
  calendar: { paths: ['M2.5 6.5h11', 'M5.3 1.9v2.4', 'M10.7 1.9v2.4'], rects: [[2.3, 3.2, 11.4, 10.4, 1.4]] },
  people: {
    paths: [
      'M1.8 13c.4-2.4 2.1-3.6 4.2-3.6s3.8 1.2 4.2 3.6',
      'M10.5 3.3a2.4 2.4 0 0 1 0 4.4',
      'M12 9.8c1.3.5 2 1.6 2.3 3.2',
    ],
    circles: [[6, 5.5, 2.4]],
  },
  mail: { paths: ['M2.4 4.3L8 8.8l5.6-4.5'], rects: [[2, 3.2, 12, 9.6, 1.4]] },
  history: { paths: ['M2.6 6.2A5.7 5.7 0 1 1 2.3 8.6', 'M2.3 3v3.3h3.3', 'M8 5.2V8l2 1.4'] },
  printer: {
    paths: [
      'M4.4 6V2.4h7.2V6',
      'M4.4 11.4H3A1.2 1.2 0 0 1 1.8 10.2V7.4A1.4 1.4 0 0 1 3.2 6h9.6a1.4 1.4 0 0 1 1.4 1.4v2.8a1.2 1.2 0 0 1-1.2 1.2h-1.4',
    ],
    rects: [[4.4, 9.4, 7.2, 4.4, 0.6]],
  },
  list: { paths: ['M5.6 4.4h8M5.6 8h8M5.6 11.6h8', 'M2.5 4.4h.1', 'M2.5 8h.1', 'M2.5 11.6h.1'] },
} as const satisfies Record<string, Drawing>

export type IconName = keyof typeof drawings

/** The drawing of a name, in its general shape. */
export const drawingOf = (name: IconName): Drawing => drawings[name]
