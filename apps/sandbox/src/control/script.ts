/** Runs in the browser as it stands: plain script, text only through textContent. */
export const script = String.raw`
const $ = (id) => document.getElementById(id)
const toast = (text) => { $('toast').textContent = text; $('toast').classList.add('on'); setTimeout(() => $('toast').classList.remove('on'), 2500) }
const get = async (path) => (await fetch('/_control/' + path)).json()
async function post(path, body) {
  const answer = await fetch('/_control/' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) })
  const result = await answer.json()
  toast(answer.ok ? '已执行' : result.message)
  await refresh()
  return result
}
const time = (at) => at ? new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }) : ''
const yuan = (fen) => fen === null || fen === undefined ? '' : '¥' + (fen / 100).toFixed(2)
const button = (text, act) => { const node = document.createElement('button'); node.textContent = text; node.className = 'plain'; node.onclick = act; return node }
function table(id, heads, rows, empty) {
  const at = $(id)
  if (rows.length === 0) { const p = document.createElement('p'); p.className = 'empty'; p.textContent = empty; at.replaceChildren(p); return }
  const node = document.createElement('table')
  const head = node.createTHead().insertRow()
  for (const text of heads) { const th = document.createElement('th'); th.textContent = text; head.append(th) }
  const body = node.createTBody()
  for (const row of rows) { const tr = body.insertRow(); for (const cell of row) { const td = tr.insertCell(); if (Array.isArray(cell)) { td.append(...cell); td.className = 'acts' } else { td.textContent = cell ?? ''; if (String(cell ?? '').length > 40) td.className = 'wrap' } } }
  at.replaceChildren(node)
}
const tricks = [['duplicate', '重复回调'], ['tampered', '篡改'], ['forged', '伪造'], ['stale', '过期'], ['wrong-amount', '错金额']]
const receipts = [['duplicate', '重复回执'], ['failed', '失败回执'], ['wrong-phone', '错号码'], ['wrong-secret', '伪造']]
const states = { NOTPAY: '待支付', SUCCESS: '已支付', REFUND: '已转退款', CLOSED: '已关闭', PAYERROR: '支付失败', PROCESSING: '处理中', ABNORMAL: '异常', WAITING: '待送达', DELIVERED: '已送达', GIVEN_UP: '已放弃',
  pending: '锁号', booked: '已预约', arrived: '已签到', fulfilled: '已就诊', cancelled: '已取消', noshow: '爽约' }
const sessions = { MORNING: '上午', AFTERNOON: '下午', EVENING: '夜间' }
async function orders() {
  table('orders', ['单号', '内容', '金额', '状态', '操作'], (await get('wechatpay/orders')).map((it) => [it.outTradeNo, it.description, yuan(it.totalFen), states[it.state],
    it.state === 'NOTPAY' || it.state === 'PAYERROR' ? [button('支付成功', () => post('pay/' + it.outTradeNo)), button('支付但不回调', () => post('pay/' + it.outTradeNo, { silent: true })), button('支付失败', () => post('fail/' + it.outTradeNo))]
    : it.transactionId ? tricks.map(([trick, name]) => button(name, async () => toast('商户应答：' + ((await post('wechatpay/callbacks/' + it.outTradeNo, { trick })).text ?? '无')))) : '']), '还没有订单')
  table('refunds', ['退款单号', '订单', '金额', '状态', '操作'], (await get('wechatpay/refunds')).map((it) => [it.outRefundNo, it.outTradeNo, yuan(it.refundFen), it.state === 'SUCCESS' ? '已到账' : states[it.state],
    it.state === 'PROCESSING' ? [button('到账', () => post('wechatpay/refunds/' + it.outRefundNo, { state: 'SUCCESS' })), button('异常', () => post('wechatpay/refunds/' + it.outRefundNo, { state: 'ABNORMAL' }))] : '']), '还没有退款')
  table('notifications', ['订单', '事件', '状态', '次数', '下次', '上次应答'], (await get('wechatpay/notifications')).map((it) => [it.outTradeNo, it.event, states[it.state], it.attempts, it.state === 'WAITING' ? time(it.nextAt) : '', it.lastAnswer]), '还没有回调')
}
async function sms() {
  const phone = new FormData($('sms-filter')).get('phone')
  table('sms', ['时间', '服务商', '手机号', '内容', '结果', '操作'], (await get('sms?phone=' + encodeURIComponent(phone))).map((it) => [time(it.sentAt), it.provider === 'aliyun' ? '阿里云' : '腾讯云', it.phone, it.text, it.code,
    it.code === 'Ok' ? receipts.map(([trick, name]) => button(name, async () => toast('医院应答：' + ((await post('sms/receipts', { serialNo: it.serialNo, trick })).text ?? '无')))) : '']), '还没有短信')
}
const pushTricks = [['duplicate', '重复'], ['tampered', '篡改'], ['forged', '伪造'], ['stale', '过期']]
async function wechat() {
  const [codes, followers, messages, pushes] = await Promise.all(['codes', 'followers', 'messages', 'pushes'].map((path) => get('wechat/' + path)))
  const follower = followers.find((it) => it.following)
  const scan = (it, openId) => async () => toast('医院应答：' + ((await post('wechat/scan', { ticket: it.ticket, openId })).status ?? '无'))
  table('wechat-codes', ['场景', '种类', '有效至', '操作'], codes.map((it) => [it.scene, it.action, it.expiresAt ? time(it.expiresAt) : '永久',
    [button('新用户扫码', scan(it)), ...(follower ? [button('关注者扫码', scan(it, follower.openId))] : [])]]), '还没有二维码')
  table('wechat-followers', ['OpenID', '状态', '自', '操作'], followers.map((it) => [it.openId, it.following ? '已关注' : '已取消关注', time(it.since),
    it.following ? [button('取消关注', () => post('wechat/follow', { openId: it.openId, following: false }))] : '']), '还没有关注者')
  table('wechat-messages', ['时间', '接收人', '内容', '链接'], messages.map((it) => [time(it.sentAt), it.openId, it.text, it.link]), '还没有消息')
  table('wechat-pushes', ['事件', '发起人', '状态', '次数', '应答', '操作'], pushes.map((it) => [it.event, it.openId, states[it.state], it.attempts, it.lastAnswer,
    pushTricks.map(([trick, name]) => button(name, async () => toast('医院应答：' + ((await post('wechat/trick', { openId: it.openId, trick })).status ?? '无'))))]), '还没有推送')
}
async function schedules() {
  const query = new FormData($('schedule-filter'))
  const day = query.get('day') ? 'day=' + query.get('day') + '&' : ''
  table('schedules', ['门诊', '医生', '时段', '状态', '操作'], (await get('his/schedules?' + day + 'name=' + encodeURIComponent(query.get('name')))).map((it) => [it.clinic, it.practitioner, sessions[it.session], it.stopped ? '停诊：' + it.stopReason : '出诊',
    [button('号源', () => slots(it.id)), ...(it.stopped ? [] : [button('停诊', () => post('his/schedules/' + it.id + '/stop')), button('加号', () => post('his/schedules/' + it.id + '/extra')), button('推迟 30 分钟', () => post('his/schedules/' + it.id + '/move'))])]]), '没有出诊')
}
async function slots(id) {
  table('slots', ['开始', '剩余', '总数', '操作'], (await get('his/schedules/' + id + '/slots')).map((it) => [time(it.start), it.remaining, it.capacity,
    [button('抢空', async () => { await post('his/slots/' + it.id + '/remaining', { remaining: 0 }); slots(id) }), button('放满', async () => { await post('his/slots/' + it.id + '/remaining', { remaining: it.capacity }); slots(id) })]]), '没有号源')
}
async function appointments() {
  table('appointments', ['就诊时间', '患者', '门诊', '状态', '锁至', '已付', '排队号'], (await get('his/appointments')).map((it) => [time(it.start), it.patient, it.clinic, states[it.status] + (it.reason ? '（' + it.reason + '）' : ''), it.status === 'pending' ? time(it.lockUntil) : '', yuan(it.paidFen), it.queueNumber]), '还没有预约')
}
const dispensed = { preparation: '待发药', completed: '已发药', 'entered-in-error': '已撤回' }
async function pharmacy() {
  table('pharmacy', ['账单', '药品', '状态', '时间', '操作'], (await get('his/pharmacy')).map((it) => [it.number, it.medicines.join('、'), dispensed[it.status] ?? it.status, time(it.at),
    it.status === 'preparation' ? [button('发药', () => post('his/bills/' + it.billId + '/hand-out'))] : it.status === 'completed' ? [button('撤回', () => post('his/bills/' + it.billId + '/take-back'))] : '']), '还没有已缴费的处方')
}
const settlements = { SAVED: '预结算', SETTLED: '已结算', REFUNDED: '已退', REVOKED: '已撤销' }
async function insurance() {
  table('insurance-orders', ['单号', '总额', '统筹', '个账', '现金', '状态'], (await get('insurance/orders')).map((it) => [it.number, yuan(it.totalFen), yuan(it.fundFen), yuan(it.accountFen), yuan(it.cashFen), settlements[it.state]]), '还没有医保结算')
}
const outcomes = { PASS: '本人通过', OTHER_FACE: '不是本人', NOT_ALIVE: '活体不通过', OTHER_CARD: '他人证件', CANCELLED: '取消' }
async function identity() {
  table('checks', ['时间', '姓名', '结果', '操作'], (await get('faceid/checks')).map((it) => [time(it.openedAt), it.name, outcomes[it.outcome] ?? '等待',
    it.outcome ? '' : Object.entries(outcomes).map(([outcome, name]) => button(name, () => post('faceid/checks/' + it.token, { outcome })))]), '还没有核验')
  table('usages', ['时间', '卡', '场景', '单号', '上报次数'], (await get('healthcard/usages')).map((it) => [time(it.at), '尾号 ' + it.cardId.slice(-4), it.scene, it.reference, it.times]), '还没有用卡记录')
}
async function scan(text) {
  const it = await post('healthcard/scan', { text })
  $('scanned').textContent = it.name ? it.name + '，病历号 ' + (it.recordNumber ?? '未关联') + '，预约 ' + it.appointments.length + ' 条' : it.message
}
async function state() {
  const it = await get('state')
  $('now').textContent = time(it.now)
  $('advanced').textContent = it.advancedMs ? '已拨快 ' + Math.round(it.advancedMs / 60000) + ' 分钟' : ''
  $('faults').textContent = Object.entries(it.faults).map(([system, fault]) => system + '：' + fault.mode + (fault.times ? ' × ' + fault.times : '')).join('；') || '没有故障'
  $('hold').textContent = it.callbacksHeld ? '恢复回调' : '暂停回调'
  $('hold').onclick = () => post('wechatpay/hold', { hold: !it.callbacksHeld })
}
async function refresh() { await Promise.all([state(), orders(), sms(), wechat(), appointments(), identity(), insurance(), pharmacy()]) }
for (const node of document.querySelectorAll('[data-advance]')) node.onclick = () => post('clock/advance', { ms: Number(node.dataset.advance) })
$('clock-reset').onclick = () => post('clock/reset')
$('fault').onsubmit = (event) => { event.preventDefault(); const it = Object.fromEntries(new FormData(event.target)); post('faults', { system: it.system, mode: it.mode, ms: Number(it.ms), ...(it.times ? { times: Number(it.times) } : {}) }) }
$('fault-clear').onclick = () => post('faults/clear')
$('wechat-answer').onsubmit = (event) => { event.preventDefault(); const it = Object.fromEntries(new FormData(event.target)); post('wechat/answers', { errcode: Number(it.errcode), times: Number(it.times) }) }
$('wechat-job').onsubmit = (event) => { event.preventDefault(); post('wechat/job-ends', Object.fromEntries(new FormData(event.target))) }
$('wechat-follow').onclick = () => post('wechat/follow')
$('sms-number').onsubmit = (event) => { event.preventDefault(); const it = Object.fromEntries(new FormData(event.target)); post('sms/numbers', it) }
$('sms-template').onsubmit = (event) => { event.preventDefault(); const it = Object.fromEntries(new FormData(event.target)); post('sms/templates', { template: it.template, approved: it.approved === 'yes' }) }
$('sms-filter').onsubmit = (event) => { event.preventDefault(); sms() }
$('schedule-filter').onsubmit = (event) => { event.preventDefault(); schedules() }
$('scan').onsubmit = (event) => { event.preventDefault(); scan(new FormData(event.target).get('text')) }
$('kill-tokens').onclick = () => post('healthcard/tokens/kill')
$('insurance-answer').onsubmit = (event) => { event.preventDefault(); const it = Object.fromEntries(new FormData(event.target)); post('insurance/answers', { ...it, times: Number(it.times) }) }
$('reset').onclick = () => confirm('清空沙箱里的订单、预约和短信？') && post('reset')
refresh(); schedules(); setInterval(() => { if (!document.hidden) refresh() }, 2000)
`
