"""Which characters are Chinese or Japanese, as pieces of regular-expression character classes."""

HAN = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Unicode script Han, in the main
KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
WIDE_MARKS = "\u3001-\u3004\u3008-\u301f\u3030-\u303f\ufe10-\ufe4f\uff01-\uff65\uffe0-\uffe6"  # 。，「」（）％ …
LETTERS = HAN + KANA + BOPOMOFO
CJK = LETTERS + WIDE_MARKS
SHARED_MARKS = "“”‘’—…·"  # written in Chinese and in Latin text alike
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
