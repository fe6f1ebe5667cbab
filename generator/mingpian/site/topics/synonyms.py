"""Words that mean one thing to most people: how mingpian comes to propose that two topics be merged. A site's own
`topics.toml` decides; nothing here is more than a proposal.

One group a line; words of other scripts and languages stand in the group of their meaning.
"""

import functools
from collections.abc import Mapping

from mingpian.content.data_files.topics import fold_topic

_GROUPS = """
摄影 拍照 攝影 照相 拍片子 拍攝 photography photo photos photographs photographing photographer taking-pictures
录像 拍视频 视频拍摄 錄影 拍影片 摄像 攝像 videography filming shooting-video
剪辑 视频剪辑 剪片 剪视频 剪輯 影片剪輯 video-editing film-editing editing-video
录音 錄音 收音 sound-recording audio-recording
剪音频 音频剪辑 音频编辑 sound-editing audio-editing
播客 podcast podcasts podcasting 播客制作
直播 直播带货 live-streaming livestream streaming
写作 写文章 写东西 写稿 寫作 寫文章 writing
文案 写文案 文案策划 广告文案 copywriting copy
编辑 改稿 编稿 審稿 审稿 編輯 文字编辑 editing copy-editing
校对 校稿 校對 proofreading
翻译 笔译 译者 翻譯 筆譯 translation translating
口译 同传 口譯 同声传译 同聲傳譯 interpreting interpretation
设计 平面设计 视觉设计 設計 平面設計 視覺設計 graphic-design visual-design
标志 标志设计 商标设计 logo logos logo设计 logo-design 標誌設計
品牌 品牌设计 品牌策划 做品牌 branding brand-design brand
界面设计 ui ui设计 界面 用户界面 介面設計 ui-design interface-design
用户体验 交互设计 ux 使用者體驗 互動設計 ux-design interaction-design user-experience
插画 插图 画插画 插畫 插圖 illustration illustrating
画画 绘画 繪畫 畫畫 painting
素描 速写 速寫 drawing sketching
漫画 漫畫 comics cartoons
排版 版式设计 排版设计 版面设计 typesetting layout
字体 字体设计 字型 字型設計 typography type-design
装订 手工书 裝訂 书籍装帧 手工書 bookbinding binding
印刷 印制 印製 printing
出版 出书 出版发行 publishing
网站 网页 建站 網站 網頁 做网页 网页设计 网站设计 web website websites web-design
小程序 微信小程序 小程式 mini-program mini-programs
编程 写代码 程序 程序设计 编码 程式設計 寫程式 coding programming software-development
软件 软件开发 app 應用程式 手机应用 app-development apps mobile-apps
前端 前端开发 front-end frontend front-end-development
后端 后端开发 後端 back-end backend back-end-development
数据分析 数据 资料分析 資料分析 數據分析 data-analysis data analytics
数据可视化 可视化 資料視覺化 data-visualisation data-visualization
人工智能 ai 人工智慧 大模型 机器学习 artificial-intelligence machine-learning
自动化 流程自动化 自動化 automation workflow-automation
运维 服务器 伺服器 devops server-administration
搜索优化 seo 搜索引擎优化 搜尋引擎最佳化 search-engine-optimisation search-engine-optimization
营销 市场 市场营销 推广 行銷 市場行銷 推廣 marketing promotion
新媒体 自媒体 新媒体运营 社交媒体 社群媒體 自媒體 social-media social-media-marketing
公众号 微信公众号 公众号运营 公眾號 wechat-official-accounts
小红书 小红书运营 紅書 小紅書 xiaohongshu rednote
短视频 抖音 短影音 短视频运营 short-video tiktok
社群 社群运营 社区运营 社區營運 community-management community-building
活动 活动策划 办活动 活動企劃 辦活動 event-planning events organising-events
策展 办展 展览策划 策劃展覽 curating exhibition-planning
销售 卖货 銷售 sales selling
电商 网店 开网店 電商 網店 e-commerce ecommerce online-shop
创业 创办公司 創業 entrepreneurship start-ups startups
融资 找投资 融資 募資 fundraising raising-money
投资 理财 投資 理財 investing investment
财务 会计 记账 报税 財務 會計 accounting bookkeeping finance
法律 法律咨询 律师 法務 法律諮詢 legal-advice law legal
合同 合约 写合同 合約 contracts
知识产权 商标 专利 智慧財產權 intellectual-property trademarks patents
招聘 招人 招募 徵才 hiring recruiting recruitment
求职 找工作 简历 求職 履歷 job-search finding-a-job cv-writing
职业规划 职业咨询 生涯規劃 職涯諮詢 career-planning career-advice
教练 个人教练 coaching 教練
心理咨询 心理辅导 諮商 心理諮商 counselling counseling psychotherapy
演讲 公众表达 上台说话 演講 演說 public-speaking speaking
主持 做主持 主持活动 moderation hosting moderating
培训 讲课 做培训 培訓 講課 training workshops
教学 教书 教學 教書 teaching
英语 英文 学英语 教英语 英語 english english-lessons
项目管理 项目经理 專案管理 project-management managing-projects
产品 产品经理 产品设计 產品 產品經理 product-management product-design
定价 报价 定價 報價 pricing quoting
谈判 談判 negotiation negotiating
采访 访谈 採訪 訪談 interviewing interviews
研究 调研 做调研 用户研究 調研 research user-research
做饭 烹饪 烹飪 下厨 cooking
烘焙 做面包 做蛋糕 烘培 baking
咖啡 冲咖啡 手冲 coffee coffee-brewing
茶 泡茶 茶艺 茶藝 tea
木工 木作 做木工 woodworking carpentry
陶艺 做陶 陶藝 陶瓷 pottery ceramics
缝纫 做衣服 裁缝 縫紉 sewing tailoring
编织 织毛衣 編織 knitting
花艺 插花 花藝 floristry flower-arranging
园艺 种花 种菜 園藝 gardening
音乐 作曲 编曲 音樂 編曲 music composing
唱歌 声乐 聲樂 singing vocals
吉他 弹吉他 guitar guitar-lessons
书法 写字 書法 calligraphy
瑜伽 瑜珈 yoga
健身 健身教练 fitness personal-training
跑步 慢跑 running jogging
徒步 爬山 健行 登山 hiking
旅行 旅游 旅遊 travel travelling traveling
育儿 带孩子 親子 育兒 parenting childcare
装修 室内设计 家装 室內設計 裝修 interior-design
租房 找房子 租屋 renting flat-hunting
收纳 整理 收納 tidying decluttering
宠物 养猫 养狗 寵物 pets
场地 场地租借 場地 活动场地 venue venues event-space
供应链 找工厂 供應鏈 工厂 supply-chain sourcing
物流 发货 快递 物流服務 logistics shipping
"""


@functools.cache
def meanings() -> Mapping[str, int]:
    """Return a number for each meaning, by folded word."""
    groups = enumerate(_GROUPS.strip().split("\n"))
    return {fold_topic(word): number for number, line in groups for word in line.split()}
