import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { checkAuditLog, findAuditEntries, recordAudit } from './audit/audit-entry.ts'
import { AuditEntryResolver } from './audit/audit-entry.resolver.ts'
import { AuditEntry } from './audit/audit-entry.types.ts'
import { findAdministrators } from './administrators/administrator.ts'
import { AdministratorAccountResolver } from './administrators/administrator.resolver.ts'
import { RoleResolver } from './administrators/role.resolver.ts'
import { InstitutionConfigurationResolver, SettingResolver } from './configuration/setting.resolver.ts'
import type { PlatformContext } from './context.ts'
import { findDictionaryEntries } from './dictionaries/dictionary.ts'
import { DictionaryResolver } from './dictionaries/dictionary.resolver.ts'
import { DictionaryEntry } from './dictionaries/dictionary.types.ts'
import { findApplications } from './applications/application.ts'
import { ApplicationResolver } from './applications/application.resolver.ts'
import { PractitionerApplication } from './applications/application.types.ts'
import { CLIENT_SESSION, findClients } from './clients/client.ts'
import { ApiClientResolver } from './clients/client.resolver.ts'
import { ApiClient } from './clients/client.types.ts'
import { clientView } from './clients/token.ts'
import { tokenRoutes } from './clients/token-route.ts'
import { contract } from './contract.ts'
import { findDepartments } from './directory/department.ts'
import { Department } from './directory/department.types.ts'
import { DepartmentResolver, InstitutionResolver, PractitionerResolver } from './directory/directory.resolver.ts'
import { findInstitutions } from './directory/institution.ts'
import { Institution } from './directory/institution.types.ts'
import { DepartmentManagingResolver, InstitutionManagingResolver, PractitionerManagingResolver } from './directory/managing/managing.resolver.ts'
import { noteUse } from './directory/managing/uses.ts'
import { findPractitioners } from './directory/practitioner.ts'
import { Practitioner } from './directory/practitioner.types.ts'
import { applyProgress, failSilentJob, findJobs } from './jobs/job.ts'
import { JobResolver } from './jobs/job.resolver.ts'
import { Job } from './jobs/job.types.ts'
import { findDeliveries } from './messages/delivery.ts'
import { SentMessageResolver } from './messages/delivery.resolver.ts'
import { AccountReference, SentMessage } from './messages/delivery.types.ts'
import { chaseReceipt, dispatchMessage, recordAttempt, recordReceipt } from './messages/dispatch.ts'
import { findMessages } from './messages/message.ts'
import { MessageResolver } from './messages/message.resolver.ts'
import { Message } from './messages/message.types.ts'
import { noteTerminal, receiveNotice } from './messages/notice.ts'
import { MessageStatisticsResolver } from './messages/statistics.resolver.ts'
import { foldTally } from './messages/tally.ts'
import { MessageTemplateResolver } from './messages/template.resolver.ts'
import { exportTask } from '@hospital/sheets/export'
import * as lists from './sheets/lists.ts'
import { SheetsResolver } from './sheets/sheets.resolver.ts'
import { forgetChallenges } from './staff/sign-in.ts'
import { forgetSessions, viewerOf } from './staff/staff-account.ts'
import { personal } from './personal.ts'
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
  resolvers: [
    InstitutionManagingResolver, DepartmentManagingResolver, PractitionerManagingResolver, ApplicationResolver, SheetsResolver,
    InstitutionResolver, DepartmentResolver, PractitionerResolver, StaffResolver, AdministratorResolver, JobResolver, AuditEntryResolver, TextResolver, MessageResolver, ApiClientResolver,
    AdministratorAccountResolver, RoleResolver, DictionaryResolver, SettingResolver, InstitutionConfigurationResolver,
    MessageTemplateResolver, SentMessageResolver, MessageStatisticsResolver,
  ],
  types: [Institution, Department, Practitioner, PractitionerApplication, Administrator, Job, AuditEntry, Text, Consent, Message, SentMessage, AccountReference, ApiClient, DictionaryEntry],
  references: {
    Institution: findInstitutions, Department: findDepartments, Practitioner: findPractitioners, Administrator: findAdministrators,
    Job: findJobs, AuditEntry: findAuditEntries, Text: findTexts, Consent: findConsents, Message: findMessages, ApiClient: findClients,
    PractitionerApplication: findApplications, DictionaryEntry: findDictionaryEntries, SentMessage: findDeliveries,
  },
  ports: ({ connectors: { his }, gatewayUrl, dataFolder }) => ({ his, gatewayUrl, dataFolder }),
  reactions: {
    'directory.referenced': noteUse, 'audit.recorded': recordAudit, 'job.progressed': applyProgress,
    'notice.due': receiveNotice, 'message.attempted': recordAttempt, 'message.receipt': recordReceipt, 'account.signed-in': noteTerminal,
  },
  tasks: { runExport: exportTask(lists), syncHis, failSilentJob, forgetChallenges, forgetSessions, checkAuditLog, dispatchMessage, chaseReceipt, foldTally },
  crontab: { foldTally: '*/5 * * * *', forgetChallenges: '23 19 * * *', forgetSessions: '31 19 * * *', checkAuditLog: '41 19 * * *' },
  contract,
  personal,
  viewerOf: (ctx, id) => (id.startsWith(CLIENT_SESSION) ? clientView(ctx, id) : viewerOf(ctx, id)),
  routes: tokenRoutes,
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
