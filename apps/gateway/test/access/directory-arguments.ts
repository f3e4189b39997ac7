import { newId } from '@hospital/database/identifier'
import { STORY_DICTIONARY } from './keeping.ts'
import type { Story } from './story.ts'

/** What the hospital’s own records are kept with: of the story’s house where reading is enough, else of nothing, so that no row of the story goes. */
export function directoryArguments({ ids }: Story): Record<string, Record<string, unknown>> {
  const nothing = { ids: [newId()] }
  const edit = { id: newId(), version: 0 }
  const [application, client] = [{ id: ids.PractitionerApplication }, { id: ids.ApiClient }]
  const kinds = ['Institution', 'Department', 'Practitioner', 'Drug', 'Supplier'] as const
  return {
    ...Object.fromEntries(['practitionerApplications', 'myApplications', 'auditVerification', 'suppliers'].map((field) => [field, {}])),
    ...Object.fromEntries(kinds.flatMap((kind) => [[`update${kind}`, { input: edit }], [`set${kind}sEnabled`, { ...nothing, enabled: true }], [`remove${kind}s`, nothing]])),
    updateDiagnosis: { input: edit }, setDiagnosesEnabled: { ...nothing, enabled: true }, removeDiagnoses: nothing,
    createInstitution: { input: { name: ' ' } }, createDepartment: { input: { institutionId: ids.Institution, name: ' ', code: 'X' } }, createPractitioner: { input: { role: 'DOCTOR', name: ' ', title: '医师', departmentIds: [ids.Department] } },
    createDrug: { input: { code: 'X', name: ' ' } }, createSupplier: { input: { code: 'X', name: ' ' } }, createDiagnosis: { input: { system: 'ICD10', code: 'X', name: ' ' } },
    practitionerApplication: application, applyForQualification: { input: { title: ' ', licenceNumber: 'X', documents: [] } }, withdrawApplication: application, approveApplication: application, refuseApplication: { ...application, reason: '资料不全' },
    changeApiClient: { input: client }, disableApiClient: { ...client, disabled: true }, rotateApiClientSecret: client, liftFromBlacklist: { id: ids.BlacklistEntry, reason: '已说明' }, dictionary: { code: STORY_DICTIONARY },
    startExport: { input: { list: 'departments' } }, startImport: { input: { list: 'drugs', sheet: 'none', trial: true } },
  }
}
