"""The exceptions of mingpian, in one tree. Each stands in the room that raises it.

    MingpianError
    ├── BusyError                   core.lock: another process builds this site
    ├── FileAccessError             library: a file or folder cannot be read or written
    ├── WorkerDiedError             core.workers: a process ended while it worked on this
    ├── UnreadableError             schema.located: text that is no data
    ├── FileChangedError            core.saving: a file was changed by somebody else since it was read
    ├── EditError                   schema.edits: a file that cannot be changed so without disturbing it
    ├── InvalidValueError           schema.invalid: a value that a check refuses (a ValueError too)
    ├── UnsupportedMarkdownError    content.markdown.engines.python_markdown: a body that the engine cannot take
    ├── ExcessiveHtmlError          content.markdown.sanitise: more HTML than a person writes
    ├── HtmlConverterError          content.markdown.from_html: what turns HTML into Markdown is not installed
    ├── FormulaError                content.markdown.syntax.formulas: TeX that is none
    ├── UnknownLanguageError        content.markdown.code.errors: no lexer has that name
    ├── IncompleteInstallationError render.theme: the default theme is missing
    ├── NotOnlyBodiesError          replay.body_change: more than bodies may have changed
    ├── StudioError                 studio.files: what is asked of the studio cannot be done
    │   └── ChangedMeanwhileError   studio.files: the file is not what it was when it was shown
    ├── DeployError                 deploy.target: the site cannot be put there
    ├── ForbiddenAddressError       fetch.http: an address that may not be asked
    ├── UnreachableError            fetch.http: nobody answered, or not in a way that can be read
    ├── WechatError                 fetch.wechat: WeChat did not do what it was asked
    ├── FontFileError               fetch.fonts: what is no font that can be taken
    ├── UnfitFileError              importers.texts: a file that cannot be taken
    │   └── LargeFilePointerError   importers.texts: a pointer of Git LFS in place of a file
    ├── DecisionError               host.written: what the host decides cannot be written
    ├── UnknownColumnError          importers.table: a column is said to be what none can be
    ├── SealError                   seal.errors: what keeps a site from being sealed, or a seal from being checked
    ├── FormulaDrawingError         exporters.formulas: a formula that cannot be drawn
    ├── QuoteNotFoundError          exporters.cards.quotes: a sentence that is not in the entry
    ├── FontlessError               exporters.cards.typefaces: no font has the letters of an entry
    ├── NewEntryError               cli.commands.new: the entry cannot be made
    └── InitError                   cli.commands.init: the site cannot be made
        └── InvalidAnswerError      cli.commands.init: an answer that cannot be used

`core.deadline.DeadlineError` stands apart: it is a BaseException, so that no library takes it for a fault of its own.
"""


class MingpianError(Exception):
    """What mingpian raises; the text is for people, in English."""
