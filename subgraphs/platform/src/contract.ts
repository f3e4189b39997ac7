import { pagesOf } from '@hospital/subgraph/contract'

/** What third parties may read of the platform: the directory in service, as any visitor of the hospital's pages sees it. */
export const contract = [
  'Query.institutions', 'Query.institution', 'Query.department', 'Query.departments', 'Query.practitioner', 'Query.practitioners',
  'Institution.id', 'Institution.name', 'Institution.kind', 'Institution.address', 'Institution.phone', 'Institution.licenceNumber',
  'Institution.location', 'Institution.parent', 'Institution.departments', 'Institution.enabled', 'InstitutionKind',
  'GeoPoint.latitude', 'GeoPoint.longitude',
  'Department.id', 'Department.code', 'Department.name', 'Department.subjectCode', 'Department.intro', 'Department.location', 'Department.enabled',
  'Department.institution', 'Department.parent', 'Department.children', 'Department.practitioners',
  'DepartmentFilter.institutionId', 'DepartmentFilter.search',
  'Practitioner.id', 'Practitioner.name', 'Practitioner.role', 'Practitioner.title', 'Practitioner.titleRank', 'Practitioner.specialties', 'Practitioner.intro',
  'Practitioner.enabled', 'Practitioner.institution', 'Practitioner.departments', 'StaffRole',
  'PractitionerFilter.institutionId', 'PractitionerFilter.departmentId', 'PractitionerFilter.role', 'PractitionerFilter.search',
  ...pagesOf('Department'), ...pagesOf('Practitioner'),
  'Query.articles', 'Query.article', 'Query.articleCategories', 'ArticleKind', 'ArticleFilter.categoryId', 'ArticleFilter.kind', 'ArticleFilter.search', ...pagesOf('Article'),
  ...['id', 'kind', 'title', 'summary', 'author', 'source', 'mediaUrl', 'startsAt', 'place', 'publishAt', 'updatedAt', 'category', 'cover', 'body', 'readings'].map((field) => `Article.${field}`),
  'ArticleCategory.id', 'ArticleCategory.name', 'Picture.id', 'Picture.url', 'Picture.width', 'Picture.height',
]
