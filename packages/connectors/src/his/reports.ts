import type { FhirClient } from './client.ts'
import type { Binary } from './report-fhir.ts'
import type { HisReports } from './report-port.ts'
import { readReports } from './report-reading.ts'

const reportsPerPage = 100
const INCLUDED = ['DiagnosticReport:subject', 'DiagnosticReport:result', 'DiagnosticReport:specimen', 'DiagnosticReport:imagingStudy']

/** The part of the adapter about results. */
export function reports(client: FhirClient): HisReports {
  async function search(query: URLSearchParams) {
    query.set('_count', String(reportsPerPage))
    for (const path of INCLUDED) query.append('_include', path)
    return readReports(await client.searchEntries('DiagnosticReport', query.toString()))
  }

  return {
    listReports({ hisPatientId, since }) {
      const query = new URLSearchParams()
      if (hisPatientId) query.set('subject', `Patient/${hisPatientId}`)
      if (since) query.set('_lastUpdated', `ge${since.toISOString()}`)
      return search(query)
    },

    async findReport(id) {
      return (await search(new URLSearchParams({ _id: id }))).reports[0] ?? null
    },

    async readReportDocument(documentId) {
      const found = await client.read<Binary>('Binary', documentId)
      if (!found?.data || !found.contentType) return null
      return { contentType: found.contentType, bytes: Buffer.from(found.data, 'base64') }
    },
  }
}
