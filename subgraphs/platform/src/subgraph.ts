import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { checkAuditLog, findAuditEntries, recordAudit } from './audit/audit-entry.ts'
import { AuditEntryResolver } from './audit/audit-entry.resolver.ts'
import { AuditEntry } from './audit/audit-entry.types.ts'
import type { PlatformContext } from './context.ts'
import { findDepartments } from './directory/department.ts'
import { Department } from './directory/department.types.ts'
import { DepartmentResolver, InstitutionResolver, PractitionerResolver } from './directory/directory.resolver.ts'
import { findInstitutions } from './directory/institution.ts'
import { Institution } from './directory/institution.types.ts'
import { findPractitioners } from './directory/practitioner.ts'
import { Practitioner } from './directory/practitioner.types.ts'
import { applyProgress, failSilentJob, findJobs } from './jobs/job.ts'
import { JobResolver } from './jobs/job.resolver.ts'
import { Job } from './jobs/job.types.ts'
import { deliverNotice, findMessages } from './messages/message.ts'
import { MessageResolver } from './messages/message.resolver.ts'
import { Message } from './messages/message.types.ts'
import { findAdministrators } from './staff/administrator.ts'
import { forgetChallenges } from './staff/sign-in.ts'
import { viewerOf } from './staff/staff-account.ts'
import { AdministratorResolver, StaffResolver } from './staff/staff.resolver.ts'
import { Administrator } from './staff/staff.types.ts'
import { syncHis } from './sync/his-sync.ts'
import { house } from './tables/schema.ts'
import { findConsents, findTexts } from './texts/text.ts'
import { TextResolver } from './texts/text.resolver.ts'
import { Consent, Text } from './texts/text.types.ts'

/** What all the others stand on: the directory, the staff, the log, texts and messages. */
export const definition: SubgraphDefinition<PlatformContext> = {
  name: 'platform',
  tables: house,
  resolvers: [InstitutionResolver, DepartmentResolver, PractitionerResolver, StaffResolver, AdministratorResolver, JobResolver, AuditEntryResolver, TextResolver, MessageResolver],
  types: [Institution, Department, Practitioner, Administrator, Job, AuditEntry, Text, Consent, Message],
  references: {
    Institution: findInstitutions, Department: findDepartments, Practitioner: findPractitioners, Administrator: findAdministrators,
    Job: findJobs, AuditEntry: findAuditEntries, Text: findTexts, Consent: findConsents, Message: findMessages,
  },
  ports: ({ connectors: { his } }) => ({ his }),
  reactions: { 'audit.recorded': recordAudit, 'notice.due': deliverNotice, 'job.progressed': applyProgress },
  tasks: { syncHis, failSilentJob, forgetChallenges, checkAuditLog },
  crontab: { forgetChallenges: '23 19 * * *', checkAuditLog: '41 19 * * *' },
  viewerOf,
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
