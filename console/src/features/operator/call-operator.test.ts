import { operatorOperations } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { operatorDoors } from './call-operator'

it('knows method and path of every operation of the operator', () => {
  const doors = Object.entries(operatorOperations).map(([name, { http }]) => [name, `${http.method} ${http.path}`])
  expect(operatorDoors).toEqual(Object.fromEntries(doors))
})
