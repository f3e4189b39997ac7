import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { tokensOf } from '@hospital/subgraph/outside-token'
import { announcements } from './announcements.ts'
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
import { findArticles } from './content/article.ts'
import { ArticleResolver } from './content/article.resolver.ts'
import { Article } from './content/article.types.ts'
import { findBanners } from './content/banner.ts'
import { BannerResolver } from './content/banner.resolver.ts'
import { Banner } from './content/banner.types.ts'
import { ArticleCategoryResolver } from './content/category.resolver.ts'
import { gatherHits } from './content/hits.ts'
import { PictureResolver } from './content/picture.resolver.ts'
import * as contentLists from './content/sheets.ts'
import { SitePageResolver } from './content/site-page.resolver.ts'
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
import { findFaqs } from './help/faq.ts'
import { FaqResolver } from './help/faq.resolver.ts'
import { Faq } from './help/faq.types.ts'
import { findFeedback } from './help/feedback.ts'
import { FeedbackResolver } from './help/feedback.resolver.ts'
import { Feedback } from './help/feedback.types.ts'
import { closeAnsweredFeedback } from './help/handling.ts'
import { HelpPageResolver } from './help/help-page.resolver.ts'
import { makeQrCodes } from './qr/batch.ts'
import { pushRoutes } from './qr/push-route.ts'
import { findQrCodes } from './qr/qr-code.ts'
import { QrCodeResolver } from './qr/qr-code.resolver.ts'
import { QrCode } from './qr/qr-code.types.ts'
import { noteTerminal, receiveNotice } from './messages/notice.ts'
import { MessageStatisticsResolver } from './messages/statistics.resolver.ts'
import { foldTally } from './messages/tally.ts'
import { MessageTemplateResolver } from './messages/template.resolver.ts'
import { exportTask } from '@hospital/sheets/export'
import * as lists from './sheets/lists.ts'
import { SheetsResolver } from './sheets/sheets.resolver.ts'
import { forgetChallenges } from './staff/sign-in.ts'
import { forgetSessions, viewerOf } from './staff/staff-account.ts'
import { PageDesignResolver, PageResolver, PageVersionResolver } from './pages/page.resolver.ts'
import { personal } from './personal.ts'
import { PractitionerAccountResolver } from './staff/practitioner-account.resolver.ts'
import { AdministratorResolver, StaffResolver } from './staff/staff.resolver.ts'
import { findStaffNames } from './staff/staff-name.ts'
import { StaffName } from './staff/staff-name.types.ts'
import { Administrator } from './staff/staff.types.ts'
import { syncHis } from './sync/his-sync.ts'
import { outsideToken } from './tables/outside.ts'
import { house } from './tables/schema.ts'
import { announceText, findConsents, findTexts } from './texts/text.ts'
import { ConsentResolver, TextResolver } from './texts/text.resolver.ts'
import { Consent, Text } from './texts/text.types.ts'

/** What all the others stand on: the directory, the staff, the log, texts and messages. */
export const definition: SubgraphDefinition<PlatformContext> = {
  name: 'platform',
  tables: house,
  resolvers: [
    InstitutionManagingResolver, DepartmentManagingResolver, PractitionerManagingResolver, ApplicationResolver, SheetsResolver,
    InstitutionResolver, DepartmentResolver, PractitionerResolver, StaffResolver, AdministratorResolver, JobResolver, AuditEntryResolver, ConsentResolver, TextResolver, QrCodeResolver, MessageResolver, ApiClientResolver,
    AdministratorAccountResolver, RoleResolver, DictionaryResolver, SettingResolver, InstitutionConfigurationResolver, PractitionerAccountResolver,
    FaqResolver, HelpPageResolver, FeedbackResolver,
    BannerResolver, ArticleResolver, ArticleCategoryResolver, PictureResolver, SitePageResolver,
    PageResolver, PageDesignResolver, PageVersionResolver,
    MessageTemplateResolver, SentMessageResolver, MessageStatisticsResolver,
  ],
  types: [Institution, Department, Practitioner, PractitionerApplication, Administrator, StaffName, Job, AuditEntry, Text, Consent, Message, SentMessage, AccountReference, ApiClient, DictionaryEntry, Banner, Article, Faq, Feedback, QrCode],
  references: {
    Institution: findInstitutions, Department: findDepartments, Practitioner: findPractitioners, Administrator: findAdministrators, StaffName: findStaffNames,
    Job: findJobs, AuditEntry: findAuditEntries, Text: findTexts, Consent: findConsents, Message: findMessages, ApiClient: findClients,
    PractitionerApplication: findApplications, DictionaryEntry: findDictionaryEntries, Faq: findFaqs, Feedback: findFeedback,
    Banner: findBanners, Article: findArticles, QrCode: findQrCodes, SentMessage: findDeliveries,
  },
  ports: ({ connectors: { his, wechat }, keys, gatewayUrl, appOrigins, dataFolder }, db) => ({ his, wechat: wechat.using(tokensOf(db, outsideToken, keys, 'wechat')), gatewayUrl, patientUrl: appOrigins[0] ?? gatewayUrl, dataFolder }),
  reactions: {
    'directory.referenced': noteUse, 'audit.recorded': recordAudit, 'job.progressed': applyProgress,
    'notice.due': receiveNotice, 'message.attempted': recordAttempt, 'message.receipt': recordReceipt, 'account.signed-in': noteTerminal,
  },
  announces: announcements,
  tasks: { runExport: exportTask({ ...lists, ...contentLists }), syncHis, failSilentJob, makeQrCodes, announceText, forgetChallenges, forgetSessions, checkAuditLog, gatherHits, closeAnsweredFeedback, dispatchMessage, chaseReceipt, foldTally },
  crontab: { gatherHits: '*/10 * * * *', foldTally: '*/5 * * * *', forgetChallenges: '23 19 * * *', forgetSessions: '31 19 * * *', checkAuditLog: '41 19 * * *', closeAnsweredFeedback: '53 19 * * *' },
  contract,
  personal,
  viewerOf: (ctx, id) => (id.startsWith(CLIENT_SESSION) ? clientView(ctx, id) : viewerOf(ctx, id)),
  routes: (contextFor) => async (app) => {
    await app.register(tokenRoutes(contextFor))
    await app.register(pushRoutes(contextFor))
  },
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)
