"""Platforms: the standard name of each, however it is written, and the one that an address belongs to."""

import re
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from mingpian.schema.records import LinkTo

Record = TypeVar("Record", bound=msgspec.Struct)


class Platform(msgspec.Struct, frozen=True):
    """Somewhere that people have accounts."""

    name: str  # as front matter, themes and their icons call it
    title: str  # as it calls itself in Latin letters; a theme's words may say it otherwise
    hosts: tuple[str, ...] = ()  # with all below them; one may go on with the start of a path
    also: frozenset[str] = frozenset()  # other spellings, without case, blanks and marks


_TABLE = """
wechat | WeChat | u.wechat.com | 微信 weixin wx 微信号 微信號 个人微信 個人微信
wechat-official | WeChat Official Account | mp.weixin.qq.com | 公众号 公眾號 微信公众号 微信公眾號 gongzhonghao wechatmp
wechat-channels | WeChat Channels | channels.weixin.qq.com weixin.qq.com/sph | 视频号 視頻號 微信视频号 shipinhao
wecom | WeCom | work.weixin.qq.com wecom.work | 企业微信 企業微信 wechatwork qiyeweixin
zhihu | Zhihu | zhihu.com | 知乎
xiaohongshu | Xiaohongshu | xiaohongshu.com xhslink.com rednote.com | 小红书 小紅書 red rednote
bilibili | bilibili | bilibili.com b23.tv bilibili.tv | b站 哔哩哔哩 嗶哩嗶哩
weibo | Weibo | weibo.com weibo.cn | 微博 新浪微博 sinaweibo
douyin | Douyin | douyin.com iesdouyin.com | 抖音
kuaishou | Kuaishou | kuaishou.com | 快手
douban | Douban | douban.com douban.fm | 豆瓣
xiaoyuzhou | Xiaoyuzhou | xiaoyuzhoufm.com | 小宇宙 xiaoyuzhoufm
feishu | Feishu | feishu.cn | 飞书 飛書
lark | Lark | larksuite.com |
dingtalk | DingTalk | dingtalk.com | 钉钉 釘釘 dingding
qq | QQ | qm.qq.com im.qq.com qun.qq.com | 扣扣 tencentqq
qzone | Qzone | qzone.qq.com | qq空间 qq空間
jianshu | Jianshu | jianshu.com | 简书 簡書
juejin | Juejin | juejin.cn juejin.im | 掘金 稀土掘金
csdn | CSDN | csdn.net |
segmentfault | SegmentFault | segmentfault.com | 思否
sspai | sspai | sspai.com | 少数派 少數派
jike | Jike | okjike.com jike.city | 即刻
netease | NetEase Music | music.163.com 163cn.tv | 网易云音乐 網易雲音樂 网易云 neteasecloudmusic
qq-music | QQ Music | y.qq.com | qq音乐 qq音樂
ximalaya | Ximalaya | ximalaya.com | 喜马拉雅 喜馬拉雅
lizhi | Lizhi | lizhi.fm | 荔枝
gitee | Gitee | gitee.com | 码云 碼雲
yuque | Yuque | yuque.com | 语雀 語雀
taobao | Taobao | taobao.com tb.cn tmall.com | 淘宝 淘寶 天猫 天貓 tmall
xianyu | Xianyu | 2.taobao.com goofish.com | 闲鱼 閒魚
pinduoduo | Pinduoduo | pinduoduo.com yangkeduo.com | 拼多多
jd | JD.com | jd.com 3.cn jd.hk | 京东 京東 jingdong
meituan | Meituan | meituan.com | 美团 美團
dianping | Dianping | dianping.com | 大众点评 大眾點評
youzan | Youzan | youzan.com | 有赞 有讚
afdian | Afdian | afdian.com afdian.net | 爱发电 愛發電 aifadian
mianbaoduo | Mianbaoduo | mianbaoduo.com mbd.pub | 面包多 麵包多
zsxq | Zhishi Xingqiu | zsxq.com | 知识星球 知識星球
dedao | Dedao | dedao.cn igetget.com | 得到
weread | WeRead | weread.qq.com | 微信读书 微信讀書
lofter | LOFTER | lofter.com | 乐乎 樂乎
zcool | ZCOOL | zcool.com.cn | 站酷
huaban | Huaban | huaban.com | 花瓣
toutiao | Toutiao | toutiao.com | 头条 頭條 今日头条 今日頭條 头条号
baidu | Baidu | baidu.com | 百度 百家号 百家號 贴吧 貼吧
v2ex | V2EX | v2ex.com |
cnblogs | cnblogs | cnblogs.com | 博客园 博客園
oschina | OSCHINA | oschina.net | 开源中国 開源中國
acfun | AcFun | acfun.cn | a站
youku | Youku | youku.com | 优酷 優酷
tencent | Tencent Video | v.qq.com | 腾讯视频 騰訊視頻
xueqiu | Xueqiu | xueqiu.com | 雪球
maimai | Maimai | maimai.cn | 脉脉 脈脈
matters | Matters | matters.town matters.news |
vocus | Vocus | vocus.cc | 方格子
plurk | Plurk | plurk.com | 噗浪
alipay | Alipay | alipay.com | 支付宝 支付寶
wordpress | WordPress | wordpress.com |
github | GitHub | github.com gist.github.com |
gitlab | GitLab | gitlab.com |
codeberg | Codeberg | codeberg.org |
bitbucket | Bitbucket | bitbucket.org |
sourcehut | SourceHut | sr.ht |
x | X | x.com twitter.com | twitter 推特
linkedin | LinkedIn | linkedin.com linkedin.cn | 领英 領英
mastodon | Mastodon | mastodon.social mastodon.online mastodon.world mstdn.social | 长毛象 長毛象 fediverse 联邦宇宙
bluesky | Bluesky | bsky.app bsky.social | bsky 蓝天
threads | Threads | threads.net threads.com |
youtube | YouTube | youtube.com youtu.be | 油管
instagram | Instagram | instagram.com | ig
facebook | Facebook | facebook.com fb.com | 脸书 臉書 fb
messenger | Messenger | m.me messenger.com |
telegram | Telegram | t.me telegram.me | 电报 電報 tg
whatsapp | WhatsApp | wa.me whatsapp.com |
signal | Signal | signal.me signal.org |
line | LINE | line.me lin.ee |
kakaotalk | KakaoTalk | pf.kakao.com open.kakao.com | kakao
discord | Discord | discord.gg discord.com |
matrix | Matrix | matrix.to |
slack | Slack | slack.com |
skype | Skype | skype.com |
zoom | Zoom | zoom.us |
viber | Viber | viber.com |
tiktok | TikTok | tiktok.com |
snapchat | Snapchat | snapchat.com |
reddit | Reddit | reddit.com |
medium | Medium | medium.com |
substack | Substack | substack.com |
note | note | note.com |
ghost | Ghost | ghost.io |
devdotto | DEV | dev.to | dev
hashnode | Hashnode | hashnode.com hashnode.dev |
stackoverflow | Stack Overflow | stackoverflow.com |
hackernews | Hacker News | news.ycombinator.com | hn
producthunt | Product Hunt | producthunt.com |
codepen | CodePen | codepen.io |
huggingface | Hugging Face | huggingface.co |
kaggle | Kaggle | kaggle.com |
leetcode | LeetCode | leetcode.com leetcode.cn | 力扣
npm | npm | npmjs.com |
pypi | PyPI | pypi.org |
orcid | ORCID | orcid.org |
googlescholar | Google Scholar | scholar.google.com | 谷歌学术 谷歌學術 scholar
researchgate | ResearchGate | researchgate.net |
arxiv | arXiv | arxiv.org |
spotify | Spotify | spotify.com |
applepodcasts | Apple Podcasts | podcasts.apple.com | 苹果播客 apple podcasts
applemusic | Apple Music | music.apple.com |
soundcloud | SoundCloud | soundcloud.com |
bandcamp | Bandcamp | bandcamp.com |
pocketcasts | Pocket Casts | pocketcasts.com pca.st |
vimeo | Vimeo | vimeo.com |
twitch | Twitch | twitch.tv |
niconico | niconico | nicovideo.jp |
steam | Steam | steamcommunity.com store.steampowered.com |
itchdotio | itch.io | itch.io | itch
goodreads | Goodreads | goodreads.com |
letterboxd | Letterboxd | letterboxd.com |
behance | Behance | behance.net |
dribbble | Dribbble | dribbble.com |
figma | Figma | figma.com |
pinterest | Pinterest | pinterest.com |
flickr | Flickr | flickr.com |
unsplash | Unsplash | unsplash.com |
pixelfed | Pixelfed | pixelfed.social |
artstation | ArtStation | artstation.com |
deviantart | DeviantArt | deviantart.com |
pixiv | pixiv | pixiv.net pixiv.me |
tumblr | Tumblr | tumblr.com |
strava | Strava | strava.com |
xing | XING | xing.com |
patreon | Patreon | patreon.com |
kofi | Ko-fi | ko-fi.com |
buymeacoffee | Buy Me a Coffee | buymeacoffee.com |
opencollective | Open Collective | opencollective.com |
gumroad | Gumroad | gumroad.com |
etsy | Etsy | etsy.com |
paypal | PayPal | paypal.me paypal.com |
caldotcom | Cal.com | cal.com | cal
calendly | Calendly | calendly.com |
notion | Notion | notion.so notion.site |
keybase | Keybase | keybase.io |
linktree | Linktree | linktr.ee |
wikipedia | Wikipedia | wikipedia.org |
openstreetmap | OpenStreetMap | openstreetmap.org osm.org | osm
"""
_MASTODON = "mas.to fosstodon.org hachyderm.io m.cmx.im o3o.ca alive.bar social.coop infosec.exchange indieweb.social"
_FEDIVERSE = ("mastodon.", "mstdn.")  # how hosts begin that run it and say so
_MARKS = re.compile(r"[\W_]+")


def _read(line: str) -> Platform:
    name, title, hosts, also = (part.strip() for part in line.split("|"))
    return Platform(name, title, tuple(hosts.split()), frozenset(map(_plain, (name, title, *also.split()))))


def _plain(text: str) -> str:
    return _MARKS.sub("", text.casefold())


PLATFORMS = {one.name: one for one in map(_read, _TABLE.strip().splitlines())}
_BY_SPELLING = {word: one.name for one in PLATFORMS.values() for word in one.also}
_BY_HOST = {host: one.name for one in PLATFORMS.values() for host in one.hosts}
_BY_HOST |= dict.fromkeys(_MASTODON.split(), "mastodon")


@cache
def platform_of(stated: str, url: str = "") -> str:
    """Return the standard name of a platform: of the one that is stated, however it is spelled, else of the one that
    the address belongs to. One that nobody knows stays as it is stated."""
    by_name = _BY_SPELLING.get(_plain(stated), stated.strip())
    if by_name and by_name != "wechat":
        return by_name
    by_host = _of_host(url)
    return by_host if by_host.startswith(by_name) else by_name  # of WeChat, contacts and articles differ by address


def recognised(record: Record) -> Record:
    """Return a record whose links state their platforms by their standard names."""
    found = {}
    for name in record.__struct_fields__:
        links = getattr(record, name)
        if isinstance(links, tuple) and links and isinstance(links[0], LinkTo):
            found[name] = tuple(map(_on_platform, links))
    return msgspec.structs.replace(record, **found) if found else record


def _on_platform(link: LinkTo) -> LinkTo:
    platform = platform_of(link.platform, link.url)
    return link if platform == link.platform else msgspec.structs.replace(link, platform=platform)


def _of_host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    labels, start = host.split("."), parts.path.split("/")[1:2]
    for at in range(len(labels) - 1):  # the longest name first: `music.163.com` says more than `163.com`
        below = ".".join(labels[at:])
        found = _BY_HOST.get("/".join((below, *start))) or _BY_HOST.get(below)
        if found:
            return found
    return "mastodon" if host.startswith(_FEDIVERSE) and start and start[0].startswith("@") else ""
