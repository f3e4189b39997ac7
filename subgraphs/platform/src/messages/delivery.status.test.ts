import { expect, test } from 'vitest'
import { DELIVERY_STATES, deliveryTransitions, type DeliveryState } from './delivery.status.ts'

const ALLOWED: Record<DeliveryState, string[]> = { QUEUED: ['send', 'retry', 'deliver', 'fail'], SENT: ['retry', 'deliver', 'fail'], DELIVERED: [], FAILED: ['resend'] }

test.each(DELIVERY_STATES)('[A2-12] %s allows what it should and nothing else', (state) => {
  const actions = Object.entries(deliveryTransitions).filter(([, { from }]) => (from as readonly string[]).includes(state)).map(([action]) => action)
  expect(actions).toEqual(ALLOWED[state])
})

test('[A2-12] every state is reached, and only what failed is sent again by a person', () => {
  expect(new Set(Object.values(deliveryTransitions).map(({ to }) => to))).toEqual(new Set(DELIVERY_STATES))
  expect(Object.entries(deliveryTransitions).filter(([, { by }]) => by !== 'SYSTEM').map(([action]) => action)).toEqual(['resend'])
})
