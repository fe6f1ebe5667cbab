"""Whether people said that they may be shown: what columns of a form ask for it, and what their cells answer.

Whoever did not plainly agree is not shown: no answer, and one that is not known here, count as a no.
"""

import re
from collections.abc import Iterable

_SHOWN = "(?:公开|公開|展示|显示|顯示|发布|發布|可见|可見|收录|收錄|刊登|上墙)"
_ABOUT = (
    "(?:个人|個人|我|的|名片|信息|資料|资料|内容|主页|页面|网站上?|網站上?|对外|對外|网上|范围|範圍|程度|意愿|意願|权限|權限|设置"
    "|状态|性)"
)
_ASKS = re.compile(
    rf"同意|授权|授權|許可|许可|(?:是否|愿意|願意|允许|允許|可否|能否|能不能|可不可以|愿不愿意).*{_SHOWN}"
    rf"|{_SHOWN}.*(?:吗|嗎|与否|與否)\Z|(?:可以?|能|希望|接受)(?:被|将|把|在)?{_ABOUT}*{_SHOWN}{_ABOUT}*\Z"
    rf"|^{_ABOUT}*(?:{_SHOWN}|隐私|隱私){_ABOUT}*\Z|^敏感度\Z"
    r"|(?:^|_)(?:consent\w*|agree\w*|permission\w*|permitted|gdpr|opt_?in|publish\w*|public(?:ly)?|visib\w+|listed"
    r"|sensitivity|may_(?:we|i)_\w+)(?=_|\Z)"
    r"|(?:^|_)(?:show|display|share|list)_(?:me|my|profile|on|in|publicly)(?=_|\Z)|^(?:show|display|share|shareable|privacy)\Z"
)
_MAY_ASK = re.compile(f"{_SHOWN}|隐私|隱私")
_ASKS_TO_HIDE = re.compile(
    rf"(?:(?<!是)(?<!可)(?<!能)(?<!愿)不|请勿|勿)(?:要|想|愿意?|願意?|能|可以?|得|予|宜|被)?(?:{_SHOWN}|同意)|保密|匿名|隐藏|隱藏"
    r"|私密|^私人\Z|谢绝|拒绝"
    r"|(?:^|_)(?:private|hidden|hide|unlisted|anonym\w+|confidential|secret|opt_?out|do_not|dont|don't|not)(?=_|\Z)"
)
_AGREES = re.compile(
    r"(?:我|本人|是的?[,，]?我?|yes[,，]? ?i?|i)?\s*(?:都|也|已经?|非常|完全|愿意|願意|可以|do|fully)?\s*"
    r"(?:是|是的|同意|愿意|願意|接受|授权|授權|允许|允許|许可|可以|可|好的?|行|对|能|公开|公開|展示|显示|可见|全部公开|对外公开|所有人可见"
    r"|yes|y|true|t|1|ok(?:ay)?|on|sure|agree[ds]?|consent(?:ed|s)?|accept(?:ed)?|allow(?:ed)?|granted|public(?:ly)?"
    r"|visible|open|everyone|anyone|normal|普通|[√✓✔☑✅])",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"(?:否|不|不是|不需要|不用|不必|无|無|没有|沒有|no|n|false|f|0|off|none|never|public|公开|公開|normal|普通|[×✗✘☐])",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"不|否|吗|嗎|[?？]|部分|没|沒|勿|别|別|非|无|無|拒|仅|僅|只|除|但|暂|再说|看情况|内部|群内|好友"
    r"|\b(?:no|not|never|only|except|but|unless|private|internal|members?|maybe|if|later)\b|n't",
    re.IGNORECASE,
)


def is_asked_in(column: str, cells: Iterable[str]) -> bool:
    """Tell whether a column asks people if they may be shown: by its name, as `plain_name` has it; one that may only
    mean so (`作品展示`), by its cells, of which one says yes or no."""
    if _ASKS.search(column) or _ASKS_TO_HIDE.search(column):
        return True
    is_said = (_AGREES.fullmatch(cell.strip()) or _DENIES.fullmatch(cell.strip()) for cell in cells)
    return _MAY_ASK.search(column) is not None and any(is_said)


def is_given(column: str, cell: str) -> bool:
    """Tell whether a cell of such a column says plainly that its person may be shown."""
    answer = cell.strip().rstrip("。.!！ ")
    if _ASKS_TO_HIDE.search(column):
        return not answer or _DENIES.fullmatch(answer) is not None
    start = _AGREES.match(answer)
    return start is not None and not _LIMITS.search(answer) and not re.match(r"\w", answer[start.end() :], re.ASCII)
