"""The words that the corpus is written with, one lexicon for each of its three languages."""

from msgspec import Struct


def words(text: str) -> tuple[str, ...]:
    """The words of a text that has a space between them."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text that has a comma and a space between them."""
    return tuple(text.split(", "))


class Lexicon(Struct, frozen=True):
    """Words and sentence patterns of one language; a pattern's `{name}` is filled from the field `name`."""

    lang: str
    person: tuple[str, ...]
    moment: tuple[str, ...]
    quality: tuple[str, ...]
    noun: tuple[str, ...]
    deed: tuple[str, ...]
    effect: tuple[str, ...]
    place: tuple[str, ...]
    sentences: tuple[str, ...]
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    columns: tuple[str, str, str]
    see_also: str
    gap: str = ""


HANS = Lexicon(
    lang="zh-Hans",
    person=words(
        "设计师 小店店主 译者 摄影师 产品经理 独立开发者 编辑 数学老师 咖啡师 律师 播客主持人 建筑师 新同事 "
        "一位读者 插画师 修琴的师傅 社群主理人 会计 导演 农场主"
    ),
    moment=words(
        "上个月 开店的第二年 搬家以后 交稿前一晚 雨季里 第一次见面时 散会之后 客户沉默的时候 周三早上 "
        "活动结束当天 冬天最冷的那周 收到退信那天 签约之前 孩子睡着以后 读完第三稿"
    ),
    quality=words(
        "清楚的 省力的 旧的 可靠的 简短的 临时的 看得见的 没人用的 反复出现的 刚写好的 诚实的 便宜的 "
        "花了半年的 让人安心的 写给外行的 可以追问的"
    ),
    noun=words(
        "名片 作品集 报价单 提案 访谈提纲 工作坊 邮件列表 复盘记录 书稿 幻灯片 读书会 案例 合同 摊位 介绍信 "
        "问题清单 样片 课程 索引 个人网站 价目表 排练表 交接文档 字体 食谱"
    ),
    deed=words(
        "改了三遍 交给了朋友 贴在墙上 拆成两半 讲给客户听 带到了现场 放进抽屉 读出声来 重新排了序 印了二十份 "
        "翻译成大白话 删到只剩一页 换了一种问法 拿去换建议"
    ),
    effect=words(
        "结果比预想的安静 来问的人多了一倍 省下整整两天 谁都没有提起价格 误会当场就解开了 后来成了惯例 "
        "反而没有人再追问 对方第一次主动约了时间 数字说明不了全部 这一步不能省 只是换了一个顺序 "
        "信任是这样攒下来的"
    ),
    place=words("杭州 上海 成都 广州 厦门 北京 西安 长沙 青岛 苏州 昆明 重庆"),
    sentences=(
        "{moment}，{person}把{thing}{deed}，{effect}。",
        "我问{place}的{person}为什么需要{thing}，答案是：{effect}。",
        "{thing}和{thing}放在一起看，{effect}。",
        "如果{person}只能留下一样东西，那应该是{thing}。",
        "{moment}我们又见了{person}一面，{thing}已经{deed}了。",
        "先有{thing}，再谈**{noun}**；{effect}。",
        "在{place}，{person}习惯把{noun}{deed}，而{person}更愿意相信{thing}。",
        "“{effect}”，{person}这样说。",
        "做{noun}的人常常忘记，{thing}首先要让{person}看得懂。",
        "*{effect}*，尤其是{moment}。",
    ),
    titles=(
        "{moment}，我把{noun}{deed}",
        "写给{person}的{noun}指南",
        "为什么{person}需要{thing}",
        "从{noun}到{noun}：{place}的一次尝试",
        "{place}手记：{thing}",
    ),
    headings=("先说{noun}", "{person}怎么看", "{thing}", "{place}的做法", "为什么{effect}", "留下的{noun}"),
    items=("把{noun}{deed}", "请{person}看一眼{thing}", "{moment}：{effect}", "{thing}"),
    columns=("做法", "用时", "备注"),
    see_also="另见",
)

HANT = Lexicon(
    lang="zh-Hant",
    person=words(
        "設計師 書店老闆 譯者 攝影師 專案經理 獨立開發者 編輯 國文老師 咖啡師 律師 節目主持人 建築師 新同事 "
        "一位讀者 插畫家 修鞋的師傅 社群主理人 會計師 導演 農場主人"
    ),
    moment=words(
        "上個月 開店第二年 搬家以後 交稿前一晚 颱風過後 第一次見面時 散會之後 客戶沉默的時候 週三早上 "
        "活動結束當天 最冷的那一週 收到退信那天 簽約之前 孩子睡著以後 讀完第三稿"
    ),
    quality=words(
        "清楚的 省力的 舊的 可靠的 簡短的 臨時的 看得見的 沒人用的 反覆出現的 剛寫好的 誠實的 便宜的 "
        "花了半年的 讓人安心的 寫給外行的 可以追問的"
    ),
    noun=words(
        "名片 作品集 報價單 提案 訪談大綱 工作坊 電子報 檢討紀錄 書稿 簡報 讀書會 案例 合約 攤位 介紹信 "
        "問題清單 樣片 課程 索引 個人網站 價目表 排練表 交接文件 字體 食譜"
    ),
    deed=words(
        "改了三遍 交給了朋友 貼在牆上 拆成兩半 講給客戶聽 帶到了現場 放進抽屜 唸出聲來 重新排序 印了二十份 "
        "翻成白話 刪到只剩一頁 換了一種問法 拿去換建議"
    ),
    effect=words(
        "結果比預想的安靜 來問的人多了一倍 省下整整兩天 誰都沒有提起價格 誤會當場就解開了 後來成了慣例 "
        "反而沒有人再追問 對方第一次主動約了時間 數字說明不了全部 這一步不能省 只是換了一個順序 "
        "信任是這樣攢下來的"
    ),
    place=words("臺北 臺中 高雄 臺南 香港 澳門 新竹 花蓮 嘉義 宜蘭 基隆 屏東"),
    sentences=(
        "{moment}，{person}把{thing}{deed}，{effect}。",
        "我問{place}的{person}為什麼需要{thing}，答案是：{effect}。",
        "{thing}和{thing}放在一起看，{effect}。",
        "如果{person}只能留下一樣東西，那應該是{thing}。",
        "{moment}我們又見了{person}一面，{thing}已經{deed}了。",
        "先有{thing}，再談**{noun}**；{effect}。",
        "在{place}，{person}習慣把{noun}{deed}，而{person}更願意相信{thing}。",
        "「{effect}」，{person}這樣說。",
        "做{noun}的人常常忘記，{thing}首先要讓{person}看得懂。",
        "*{effect}*，尤其是{moment}。",
    ),
    titles=(
        "{moment}，我把{noun}{deed}",
        "寫給{person}的{noun}指南",
        "為什麼{person}需要{thing}",
        "從{noun}到{noun}：{place}的一次嘗試",
        "{place}手記：{thing}",
    ),
    headings=("先說{noun}", "{person}怎麼看", "{thing}", "{place}的做法", "為什麼{effect}", "留下的{noun}"),
    items=("把{noun}{deed}", "請{person}看一眼{thing}", "{moment}：{effect}", "{thing}"),
    columns=("做法", "用時", "備註"),
    see_also="另見",
)

ENGLISH = Lexicon(
    lang="en",
    person=phrases(
        "a designer, the shopkeeper, a translator, the photographer, a product manager, "
        "the editor, a maths teacher, the barista, a lawyer, the podcast host, an architect, "
        "a new colleague, one reader, the illustrator, the piano tuner, an accountant"
    ),
    moment=phrases(
        "last month, in the second year, after the move, the night before the deadline, "
        "in the rain, when we first met, after the meeting, while the client was silent, "
        "on Wednesday morning, before the contract was signed, once the children slept, "
        "after the third draft"
    ),
    quality=phrases(
        "clear, handy, worn, reliable, short, makeshift, visible, neglected, recurring, "
        "freshly written, candid, cheap, reassuring, plain"
    ),
    noun=phrases(
        "card, portfolio, price list, proposal, interview guide, workshop, mailing list, "
        "retrospective, manuscript, slide deck, reading group, case study, market stall, "
        "letter of introduction, list of questions, sample reel, course, index, handover note, "
        "typeface, cookbook, rehearsal plan"
    ),
    deed=phrases(
        "rewrote, gave away, pinned to the wall, cut in half, explained, brought along, shelved, "
        "read aloud, reordered, printed twenty times, put into plain words, traded for advice"
    ),
    effect=phrases(
        "it was quieter than expected, twice as many people asked, two whole days were saved, "
        "nobody mentioned the price, the misunderstanding was gone, it became a habit, "
        "nobody asked again, they proposed a date themselves, "
        "the numbers did not tell all of it, this step cannot be skipped, "
        "only the order had changed, that is how trust adds up"
    ),
    place=phrases("London, Berlin, Lisbon, Toronto, Melbourne, Dublin, Oslo, Singapore"),
    sentences=(
        "The {thing} that {person} {deed} {moment} surprised us: {effect}.",
        "I asked {person} from {place} why anybody needs a {thing}, and the answer was that {effect}.",
        "Next to a {thing}, the {thing} made sense, and {effect}.",
        "If {person} could keep one thing only, it would be the {thing}.",
        "Start with the {thing}, then talk about the **{noun}**; {effect}.",
        "In {place}, {person} {deed} the {noun} and still believed in the {thing}.",
        "“Somehow {effect},” said {person}.",
        "*Above all {effect}*, and most of all {moment}.",
    ),
    titles=(
        "What {person} {deed} {moment}",
        "A {noun} guide for {person}",
        "From {noun} to {noun}: an attempt in {place}",
        "Notes from {place}: the {thing}",
    ),
    headings=(
        "First, the {noun}",
        "How {person} sees it",
        "The {thing}",
        "As done in {place}",
        "Why {effect}",
    ),
    items=(
        "the {noun} that {person} {deed}",
        "ask {person} about the {thing}",
        "{moment}: {effect}",
        "a {thing}",
    ),
    columns=("Approach", "Hours", "Remark"),
    see_also="See also",
    gap=" ",
)

LEXICONS = {lexicon.lang: lexicon for lexicon in (HANS, HANT, ENGLISH)}

TAGS: tuple[str, ...] = (
    *words(
        "写作 设计 社群 定价 访谈 复盘 品牌 摄影 翻译 教学 阅读 合作 信任 销售 咨询 合同 播客 插画 建筑 "
        "创业 时间 旅行 饮食 手艺 出版 字体 城市 家庭 音乐 电影 健康 农业 法律 财务 编程 数据"
    ),
    *words(
        "writing design pricing community interviews teaching branding photography typography publishing "
        "python javascript tooling testing automation databases accessibility research translation music "
        "cooking travel law finance"
    ),
)  # fmt: skip

SURNAMES: tuple[tuple[str, str], ...] = (
    ("林", "Lin"), ("陈", "Chen"), ("周", "Zhou"), ("吴", "Wu"), ("郑", "Zheng"), ("许", "Xu"), ("何", "He"),
    ("沈", "Shen"), ("梁", "Liang"), ("宋", "Song"), ("唐", "Tang"), ("冯", "Feng"), ("苏", "Su"),
)  # fmt: skip
GIVEN_NAMES: tuple[tuple[str, str], ...] = (
    ("悦", "Yue"), ("明远", "Mingyuan"), ("思齐", "Siqi"), ("若水", "Ruoshui"), ("知行", "Zhixing"),
    ("清", "Qing"), ("一帆", "Yifan"), ("晓彤", "Xiaotong"), ("文博", "Wenbo"), ("雨桐", "Yutong"),
    ("子墨", "Zimo"), ("嘉禾", "Jiahe"), ("安", "An"), ("书瑶", "Shuyao"), ("景行", "Jingxing"),
)  # fmt: skip
