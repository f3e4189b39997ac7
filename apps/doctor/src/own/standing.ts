import type { StatusWords } from '@hospital/web/parts/tag'
import type { PractitionerStanding, StaffRole } from '@/graphql/graphql'

interface Papers {
  standing: PractitionerStanding
  licenceExpiresOn?: string | null
}

export const licenceEnded = ({ licenceExpiresOn }: Papers, today: string) => typeof licenceExpiresOn === 'string' && licenceExpiresOn < today

/** Where to lead: to the work, or to what is still lacking. The graph decides again. */
export const mayPractise = (papers: Papers, today: string) => papers.standing === 'APPROVED' && !licenceEnded(papers, today)

export const standingWords: StatusWords<PractitionerStanding> = {
  APPROVED: { word: '已审核', tone: 'success' },
  PENDING: { word: '待审核', tone: 'warn' },
  REFUSED: { word: '未通过', tone: 'danger' },
}

export const roleWords: Record<StaffRole, string> = { DOCTOR: '医生', NURSE: '护士', PHARMACIST: '药师' }
