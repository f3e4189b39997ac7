'use client'

import { useQuery } from 'urql'
import { DepartmentChoicesDocument, DepartmentNameDocument, DoctorNameDocument, FindDepartmentsDocument, FindDoctorsDocument, FindPatientsDocument, PatientNameDocument } from '@/graphql/graphql'
import { lookup } from '@/table/lookup'

export const DepartmentField = lookup({
  placeholder: '全部，可输入名称',
  find: async (client, search) => ((await client.query(FindDepartmentsDocument, { search }).toPromise()).data?.departments.nodes ?? []).map(({ id, name, institution }) => ({ value: id, label: `${name}（${institution.name}）` })),
  nameOf: async (client, id) => (await client.query(DepartmentNameDocument, { id }).toPromise()).data?.department?.name,
})

export const DoctorField = lookup({
  placeholder: '全部，可输入姓名或拼音首字母',
  find: async (client, search) => ((await client.query(FindDoctorsDocument, { search }).toPromise()).data?.practitioners.nodes ?? []).map(({ id, name, departments: [first] }) => ({ value: id, label: first ? `${name}（${first.name}）` : name })),
  nameOf: async (client, id) => (await client.query(DoctorNameDocument, { id }).toPromise()).data?.practitioner?.name,
})

/** For those who may look patients up; asked of where names and phones are kept. */
export const PatientField = lookup({
  placeholder: '姓名，或完整手机号',
  find: async (client, search) => (search ? ((await client.query(FindPatientsDocument, { search }, { requestPolicy: 'network-only' }).toPromise()).data?.patients.nodes ?? []) : []).map(({ id, name, maskedPhone }) => ({ value: id, label: [name, maskedPhone].filter(Boolean).join(' ') })),
  nameOf: async (client, id) => (await client.query(PatientNameDocument, { id }).toPromise()).data?.patient?.name,
})

export function useInstitutions(): { value: string; label: string }[] {
  const [{ data }] = useQuery({ query: DepartmentChoicesDocument })
  return (data?.institutions ?? []).map(({ id, name }) => ({ value: id, label: name }))
}
