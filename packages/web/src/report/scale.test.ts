import { expect, it } from 'vitest'
import { placeOnBar } from './scale.ts'

it('[B1-06] a result stands in, below or above its range, and never off the bar', () => {
  expect(placeOnBar(5, { low: 3.9, high: 6.1 })).toMatchObject({ from: 30, to: 70, at: 50 })
  expect(placeOnBar(3, { low: 3.9, high: 6.1 })!.at).toBeLessThan(30)
  expect(placeOnBar(7.8, { low: 3.9, high: 6.1 })!.at).toBeGreaterThan(70)
  expect(placeOnBar(900, { low: 3.9, high: 6.1 })!.at).toBe(98)
  expect(placeOnBar(3.81, { high: 3.37 })!.at).toBeGreaterThan(70)
  expect(placeOnBar(2, { high: 3.37 })!.at).toBeLessThan(70)
  expect(placeOnBar(50, { low: 60 })!.at).toBeLessThan(30)
})

it('[B1-06] without a number or a range there is no bar', () => {
  expect(placeOnBar(null, { low: 1, high: 2 })).toBeNull()
  expect(placeOnBar(1, null)).toBeNull()
  expect(placeOnBar(1, { low: null, high: null })).toBeNull()
})
