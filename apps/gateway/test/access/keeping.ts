import { addDays } from '@hospital/database/clock'
import { keepUpload } from '../../../../packages/files/test/upload.ts'
import type { TestHospital } from '../hospital.ts'

export const STORY_DICTIONARY = 'STORY'

/** What the house keeps about others: a third party's program, a supplier, a word of a dictionary, somebody kept away, a doctor's application. */
export async function tellKeeping(hospital: TestHospital, practitionerId: string, today: string): Promise<Record<string, string>> {
  const [admin, operator, doctor] = [await hospital.signInStaff('admin'), await hospital.signInStaff('operator'), await hospital.signInStaff('chenliqun')]
  const { createApiClient } = await admin.mutate('mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { client { id } } }', { input: { name: '健康地图', contact: 'it@example.org', scopes: ['directory:read'] } })
  const { createSupplier } = await operator.mutate('mutation ($input: CreateSupplierInput!) { createSupplier(input: $input) { id } }', { input: { code: 'STORY', name: '同仁药业' } })
  const { saveDictionary } = await operator.mutate('mutation ($input: SaveDictionaryInput!) { saveDictionary(input: $input) { id } }', { input: { code: STORY_DICTIONARY, name: '故事字典' } })
  const entry = { dictionaryId: saveDictionary.id, code: 'ONE', label: '其一', sortOrder: 1, enabled: true }
  const { saveDictionaryEntry } = await operator.mutate('mutation ($input: SaveDictionaryEntryInput!) { saveDictionaryEntry(input: $input) { id } }', { input: entry })
  const { me } = await (await hospital.signInPatient('13911115555')).query('{ me { id } }')
  const { addToBlacklist } = await operator.mutate('mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { id } }', { input: { accountId: me.id, lastDay: addDays(today, 30), reason: '多次爽约' } })
  const paper = async (kind: string) => ({ kind, uploadReceipt: await keepUpload(hospital.installation, { owner: `practitioner:${practitionerId}`, now: hospital.clock.now() }) })
  const { applyForQualification } = await doctor.mutate('mutation ($input: ApplyForQualificationInput!) { applyForQualification(input: $input) { id } }',
    { input: { title: '主任医师', licenceNumber: '110330000088', independentSince: '2010-07-01', documents: [await paper('PRACTICE_LICENCE'), await paper('INSTITUTION_CONSENT')] } })
  return { ApiClient: createApiClient.client.id, Supplier: createSupplier.id, DictionaryEntry: saveDictionaryEntry.id, BlacklistEntry: addToBlacklist.id, PractitionerApplication: applyForQualification.id }
}
