import { expect, test } from 'vitest'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { rootPermissions } from '@hospital/subgraph/permission'
import { definition } from './subgraph.ts'

const READERS = ['article', 'articleCategories', 'articles', 'banners', 'followBanner', 'noteArticleRead', 'noteBannersSeen', 'sitePages']
const EVERYBODY = ['institutions', 'institution', 'department', 'departments', 'practitioner', 'practitioners', 'text', 'textVersion', 'dictionary', 'terminalFlow', 'page', 'previewPage', 'helpPage', 'faqs', ...READERS]
const APPLY = ['practitionerApplication', 'myApplications', 'applyForQualification', 'withdrawApplication']
const MANAGE = ['Institution', 'Department', 'Practitioner'].flatMap((noun) => [`create${noun}`, `update${noun}`, `set${noun}sEnabled`, `remove${noun}s`])
const AUTHOR = ['rateFaq', 'submitFeedback', 'addToFeedback', 'reopenFeedback', 'settleFeedback', 'markFeedbackRead', 'myFeedback', 'feedback', 'unreadFeedbackReplies']
const ANSWER = ['feedbacks', 'feedback', 'answerFeedback', 'readFeedbackContact']
const HELP = ['setHelpPage', 'resetHelpPage', 'saveFaq', 'deleteFaq', ...ANSWER, 'feedbackHandlers', 'assignFeedback', 'handOverFeedback', 'closeFeedback']
const ACCOUNTS = ['openPractitionerAccount', 'resetPractitionerAccount']
const AUDIT = ['practitionerApplication', 'practitionerApplications', 'approveApplication', 'refuseApplication']
const CLIENTS = ['apiClients', 'createApiClient', 'changeApiClient', 'disableApiClient', 'rotateApiClientSecret', 'reserveApiCalls']
const STAFF = ['staffMe', 'signOutStaff', 'changeStaffPassword']
const MESSAGES = ['messages', 'unreadMessages', 'markMessagesRead', 'markAllMessagesRead', 'inbox']
const TELL = ['messageTemplates', 'saveMessageTemplate', 'resetMessageTemplate', 'sentMessages', 'sentMessage', 'messageEvents', 'resendMessage', 'messageStatistics']
const CONFIGURE = ['institutionSettings', 'terminalSettings', 'setSetting', 'resetSetting', 'dictionaries', 'saveDictionary', 'deleteDictionary', 'saveDictionaryEntry', 'deleteDictionaryEntry']
const ADMINISTER = [
  'administrators', 'administrator', 'createAdministrator', 'updateAdministrator', 'setAdministratorEnabled', 'resetAdministratorPassword', 'resetAdministratorSecondFactor',
  'roles', 'permissions', 'createRole', 'updateRole', 'deleteRole',
]
const DESIGN = ['pageDesign', 'pageDesigns', 'savePageDraft', 'publishPage', 'rollBackPage', 'withdrawPage']
const PUBLISH = ['contentCounts', 'managedArticles', 'publishArticle', 'withdrawArticle', 'managedBanners', 'publishPicture', 'removeArticleCategory', 'removeArticles', 'removeBanners', 'saveArticle', 'saveArticleCategory', 'saveBanner', 'saveSitePage', 'resetSitePage', 'setBannersEnabled']
const JOBS = ['job', 'jobs', 'jobProgress']
const OUTREACH = ['texts', 'textVersions', 'publishText', 'withdrawText', 'qrCode', 'qrCodes', 'qrStatistics', 'createQrCodes', 'setQrCodeEnabled']

/** Who reaches which root field; a change of this table is a change of who may do what. */
const REACH: Record<keyof typeof BUILT_IN_ROLES, string[]> = {
  PATIENT: [...EVERYBODY, ...MESSAGES, ...AUTHOR, 'giveConsent'],
  DOCTOR: [...EVERYBODY, ...STAFF, ...MESSAGES, ...APPLY, ...AUTHOR],
  NURSE: [...EVERYBODY, ...STAFF, ...MESSAGES, ...APPLY, ...AUTHOR],
  PHARMACIST: [...EVERYBODY, ...STAFF, ...MESSAGES, ...APPLY, ...AUTHOR],
  SUPER_ADMIN: [...CLIENTS, ...HELP, ...ACCOUNTS, ...OUTREACH, 'startExport', 'startImport', ...DESIGN, ...PUBLISH, ...CONFIGURE, ...TELL, ...ADMINISTER, ...EVERYBODY, ...STAFF, ...MANAGE, ...AUDIT, ...MESSAGES, ...JOBS, 'startHisSync', 'auditEntries', 'auditVerification'],
  OPERATOR: [...HELP, ...ACCOUNTS, ...OUTREACH, 'startExport', 'startImport', ...DESIGN, ...PUBLISH, ...CONFIGURE, ...TELL, ...EVERYBODY, ...STAFF, ...MANAGE, ...AUDIT, ...JOBS, 'startHisSync', 'auditEntries', 'auditVerification'],
  ACCOUNTANT: ['startExport', ...EVERYBODY, ...STAFF, ...JOBS],
  CUSTOMER_SERVICE: [...EVERYBODY, ...STAFF, ...ANSWER],
}

const WITHOUT_SIGN_IN = ['signInStaff', 'confirmTotp', 'refreshStaffSession', 'visitQrCode']

test.each(Object.entries(REACH))('%s reaches what it should and nothing else', (role, reach) => {
  const own = BUILT_IN_ROLES[role as keyof typeof BUILT_IN_ROLES] as readonly string[]
  const reached = [...rootPermissions(definition.resolvers)].filter(([, needed]) => needed.some((one) => one !== 'PUBLIC' && own.includes(one))).map(([field]) => field)
  expect(reached.sort()).toEqual([...reach].sort())
})

test('signing in and scanning a code need no sign-in, all else does', () => {
  const open = [...rootPermissions(definition.resolvers)].filter(([, needed]) => needed.includes('PUBLIC')).map(([field]) => field)
  expect(open.sort()).toEqual([...WITHOUT_SIGN_IN].sort())
})
