import { expect, test } from 'vitest'
import { proofEnds } from './proof.ts'

const NOW = new Date('2026-11-28T04:00:00Z')

test('[A5-01] a proof holds for as many days as the hospital has set', () => {
  expect(proofEnds(NOW, 365, null)).toEqual(new Date('2027-11-28T04:00:00Z'))
})

test('[A5-01] a guardian proves a child until it comes of age, at midnight in Shanghai', () => {
  expect(proofEnds(NOW, 365, { birthDate: '2018-09-08' })).toEqual(new Date('2027-11-28T04:00:00Z'))
  expect(proofEnds(NOW, 365, { birthDate: '2009-01-10' })).toEqual(new Date('2027-01-09T16:00:00Z'))
})

test('[A5-01] who was born on 29 February comes of age on 1 March', () => {
  expect(proofEnds(new Date('2025-12-01T00:00:00Z'), 365, { birthDate: '2008-02-29' })).toEqual(new Date('2026-02-28T16:00:00Z'))
})
