import { expect, it } from 'vitest'
import { csvParts } from './csv-parts'

it('MGT-11: a file is imported in parts that keep whole records and know their lines', () => {
  const file = '\uFEFFt,x\r\n1,a\r\n2,"b\r\nc"\r\n3,d'
  expect(csvParts(file)).toEqual([{ csv: 't,x\r\n1,a\r\n2,"b\r\nc"\r\n3,d', firstLine: 2, lineCount: 4 }])
  expect(csvParts(file, 12)).toEqual([
    { csv: 't,x\r\n1,a\r\n', firstLine: 2, lineCount: 1 },
    { csv: 't,x\r\n2,"b\r\nc"\r\n', firstLine: 3, lineCount: 2 },
    { csv: 't,x\r\n3,d', firstLine: 5, lineCount: 1 },
  ])
  expect([csvParts(''), csvParts('t,x')]).toEqual([[], []])
})
