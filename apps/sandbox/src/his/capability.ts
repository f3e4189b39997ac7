import { searchParameters } from './index-parameters.ts'

const writable = ['Patient', 'Appointment', 'Encounter', 'PaymentNotice', 'Task']

export const capabilityStatement = (now: Date) => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: now.toISOString(),
  kind: 'instance',
  software: { name: '云溪市第一人民医院 HIS（沙箱）' },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      security: { description: 'Bearer token' },
      resource: Object.entries(searchParameters).map(([type, parameters]) => ({
        type,
        interaction: ['read', 'search-type', ...(writable.includes(type) ? ['create', 'update'] : [])].map((code) => ({ code })),
        versioning: 'versioned-update',
        conditionalCreate: writable.includes(type),
        searchParam: ['_id', '_lastUpdated'].map((name) => ({ name, type: name === '_id' ? 'token' : 'date' })).concat(
          Object.entries(parameters).map(([name, kind]) => ({ name, type: kind })),
        ),
      })),
    },
  ],
})
