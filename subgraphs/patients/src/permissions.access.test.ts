import { expect, test } from 'vitest'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { rootPermissions } from '@hospital/subgraph/permission'
import { definition } from './subgraph.ts'

const OWN = ['me', 'signOut', 'addPatient', 'updatePatient', 'removePatient', 'setDefaultPatient', 'setDefaultCard', 'sortCards', 'refreshCards', 'identityCheck', 'startIdentityCheck', 'finishIdentityCheck', 'healthCardChannels', 'applyHealthCard', 'showHealthCard', 'startWechatBinding', 'finishWechatBinding', 'unbindWechat']

const MANAGE = ['patient', 'patients', 'changePatient', 'setPatientLimit', 'blacklistEntries', 'addToBlacklist', 'liftFromBlacklist']

/** Who reaches which root field; a change of this table is a change of who may do what. */
const REACH: Record<keyof typeof BUILT_IN_ROLES, string[]> = {
  PATIENT: [...OWN, 'patient'], DOCTOR: ['patient'], NURSE: ['patient'], PHARMACIST: ['patient'], SUPER_ADMIN: [...MANAGE, 'unmaskPatient'], OPERATOR: MANAGE, ACCOUNTANT: ['patient'], CUSTOMER_SERVICE: [],
}

test.each(Object.entries(REACH))('%s reaches what it should and nothing else', (role, reach) => {
  const own = BUILT_IN_ROLES[role as keyof typeof BUILT_IN_ROLES] as readonly string[]
  const reached = [...rootPermissions(definition.resolvers)].filter(([, needed]) => needed.some((one) => one !== 'PUBLIC' && own.includes(one))).map(([field]) => field)
  expect(reached.sort()).toEqual([...reach].sort())
})

test('signing in needs no sign-in, all else does', () => {
  const open = [...rootPermissions(definition.resolvers)].filter(([, needed]) => needed.includes('PUBLIC')).map(([field]) => field)
  expect(open.sort()).toEqual(['refreshSession', 'requestSmsCode', 'signInBySms'])
})
