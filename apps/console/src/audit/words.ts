const nouns: Record<string, string> = {
  text: '文案', 'qr-code': '二维码', institution: '机构', department: '科室', practitioner: '医护人员', drug: '药品', supplier: '药企', diagnosis: '诊断', directory: '目录', list: '列表', administrator: '管理员', role: '角色',
  setting: '配置', dictionary: '字典', patient: '患者', order: '订单', refund: '退款', 'consultation-service': '咨询服务', staff: '账号', 'api-client': '接口应用', blacklist: '黑名单', account: '账号', consultation: '咨询', appointment: '挂号', page: '页面',
  banner: '轮播图', article: '文章', 'article-category': '文章分类', 'site-page': '微官网页面', picture: '图片', faq: '常见问题', 'help-page': '帮助页面', feedback: '意见反馈', message: '消息', 'message-template': '消息模板', wechat: '微信', report: '报告', schedule: '排班', trace: '就诊追溯', 'channel-account': '支付账号', 'payment-offer': '支付设置', reconciliation: '对账差异', day: '账期', 'refund-request': '退费申请',
}
const verbs: Record<string, string> = {
  create: '新增', update: '修改', remove: '删除', move: '调整科室', apply: '提交资质审核', approve: '审核通过', refuse: '审核不通过', import: '导入', export: '导出', sync: '同步', set: '设置',
  'sign-in': '登录', 'sign-out': '退出', disable: '停用', enable: '启用', refunded: '退款', unmask: '查看完整信息', lift: '解除', add: '加入', cancel: '取消', accept: '接诊', complete: '完成', assign: '分派', 'hand-over': '转交客服', answer: '答复', close: '关闭', reset: '恢复沿用', 'account-opened': '开通登录账号', 'account-reset': '重置登录账号', created: '新增', changed: '修改', disabled: '停用', enabled: '启用', rotated: '轮换密钥',
  exported: '导出', synchronised: '同步', read: '查看', publish: '发布', withdraw: '撤下', 'draft-begun': '开始草稿', 'draft-changed': '修改草稿', published: '发布', 'rolled-back': '回滚', withdrawn: '撤下', 'image-kept': '上传图片', resend: '重发', bound: '绑定', moved: '改绑', unbound: '解绑', 'patient-limit': '调整就诊人上限：', 'test-charge': '测试', saved: '修改', deleted: '删除', handle: '处理', run: '核对', closed: '日结',
}

/** An act of the log in words; one that has none stays as it is. */
export function wordOfAction(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  return nouns[noun] && verbs[verb] ? `${verbs[verb]}${nouns[noun]}` : action
}

const fields: Record<string, string> = {
  name: '名称', code: '编码', enabled: '状态', parentId: '上级', institutionId: '所属机构', location: '位置', intro: '简介', sortOrder: '排序', subjectCode: '诊疗科目', pinyin: '拼音首字母', title: '职称', titleRank: '职称级别',
  specialties: '擅长', licenceNumber: '执业证号', priority: '优先级', staffNumber: '工号', departments: '科室', role: '类别', address: '地址', phone: '电话', fenceMeters: '签到范围（米）', brandColor: '主题色', kind: '类型',
  latitude: '纬度', longitude: '经度', standing: '资质', reason: '原因', documents: '证件', followHis: '恢复与医院系统一致', form: '剂型', specification: '规格', packUnit: '包装单位', priceFen: '零售价（分）', manufacturer: '生产企业',
  approvalNumber: '批准文号', controlled: '特殊管理', supplierId: '药企', contact: '联系人', synonyms: '又名', system: '编码体系', list: '列表', filteredBy: '筛选条件', columns: '列', total: '总数', added: '新增', changed: '变更', unchanged: '未变', failed: '失败', problems: '问题', question: '问题', answer: '答案', category: '分类', shortcut: '快捷入口', modules: '模块', hours: '服务时间', wechatName: '微信客服名称', wechatUrl: '微信客服链接', status: '状态', assigneeId: '处理人',
  scopes: '开放范围', perMinute: '每分钟请求上限', perDay: '每日请求上限', costLimit: '单次查询复杂度上限', disabled: '停用', independentSince: '独立临床工作起', licenceExpiresOn: '执业证有效期至', login: '账号',
  summary: '摘要', author: '作者', source: '来源', categoryId: '分类', coverId: '封面', pictureId: '图片', link: '链接', terminals: '终端', fromAt: '开始时间', untilAt: '结束时间', publishAt: '发布时间', unpublishAt: '下线时间', bodyLength: '正文字数', mediaUrl: '音视频地址', startsAt: '讲座时间', place: '地点', inApp: '站内消息', sms: '短信', wechat: '微信', order: '发送顺序', event: '业务', audience: '对象', node: '机构', terminal: '终端', version: '版本', restored: '回滚到版本', width: '宽', height: '高', channel: '渠道', attempt: '次数', moved: '由其他账号改绑', day: '日期', appointmentNumber: '挂号单号', parameters: '参数', secretsSet: '设置的密钥', methods: '支付方式', business: '业务', number: '编号', amountFen: '金额（分）',
}

export const wordOfField = (field: string): string => fields[field] ?? field

const subjects: Record<string, string> = {
  Institution: '机构', Department: '科室', Practitioner: '医护人员', Administrator: '管理员', StaffAccount: '账号', Drug: '药品', Supplier: '药企', Diagnosis: '诊断', Job: '任务', Text: '文本', Patient: '就诊人', Order: '订单', Refund: '退款',
  ConsultationService: '咨询服务', Consultation: '咨询', Appointment: '挂号', Role: '角色', Setting: '配置', Page: '页面', PageImage: '页面图片',
  Banner: '轮播图', Article: '文章', ArticleCategory: '文章分类', SitePage: '微官网页面', Picture: '图片', Faq: '常见问题', HelpPage: '帮助页面', Feedback: '意见反馈', ApiClient: '接口应用', MessageTemplate: '消息模板', SentMessage: '消息', Account: '患者账号', Report: '报告', PaymentChannelAccount: '支付账号', PaymentOfferRule: '支付设置',
}

export const wordOfSubject = (type: string | null | undefined): string | null => (type ? (subjects[type] ?? type) : null)
